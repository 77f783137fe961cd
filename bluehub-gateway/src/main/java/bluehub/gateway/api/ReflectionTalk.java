package bluehub.gateway.api;

import bluehub.gateway.api.ReflectionMessage.Answer;
import bluehub.gateway.api.SchemaSource.Descriptors;
import bluehub.gateway.upstream.Dialog;
import bluehub.gateway.upstream.DialogException;
import bluehub.transcoder.schema.DescriptorFiles;
import bluehub.transcoder.schema.RpcFilter;
import bluehub.transcoder.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One talk with a server's reflection service: its services, the files that define them, and what
 * those import. Everything comes over one call, and so from one instance of the service.
 */
final class ReflectionTalk {
  private static final int MAX_SERVICES = 10_000;
  private static final int MAX_FILES = 20_000;
  private static final long MAX_BYTES = 64L << 20;

  /** Of gRPC itself: reflection, health, channelz. */
  private static final String OWN = "grpc.";

  /** In the file whose messages errors usually have as their details. */
  private static final String ERROR_DETAILS = "google.rpc.ErrorInfo";

  private final Dialog dialog;
  private final RpcFilter filter;
  private final DescriptorFiles files = new DescriptorFiles();
  private final List<String> refusals = new ArrayList<>();

  ReflectionTalk(Dialog dialog, RpcFilter filter) {
    this.dialog = dialog;
    this.filter = filter;
  }

  /**
   * Asks for everything.
   *
   * @param comments a descriptor set that lends its comments, or null
   * @throws ReflectionException when the server does not tell all of it
   */
  Descriptors read(byte @Nullable [] comments)
      throws DialogException, ReflectionException, InterruptedException {
    for (String service : services()) {
      if (!files.define(service)) {
        take(service);
      }
    }
    imports();
    if (!refusals.isEmpty()) {
      throw new ReflectionException(refusals);
    }
    errorDetails();
    if (comments != null) {
      files.addComments(comments);
    }
    return new Descriptors(files.toByteArray(), files.problems());
  }

  private Set<String> services() throws DialogException, ReflectionException, InterruptedException {
    if (!(ask(ReflectionMessage.listServices()) instanceof Answer.Services services)) {
      throw new ReflectionException(List.of("it does not list its services"));
    }
    Set<String> names = new TreeSet<>();
    for (String name : services.names()) {
      boolean asked = !name.startsWith(OWN) || filter.names(OWN);
      if (asked && !filter.deniesAllOf(name)) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new ReflectionException(
          List.of(
              "it lists no service that settings let be served, of "
                  + services.names().size()
                  + " in all"));
    }
    if (names.size() > MAX_SERVICES) {
      throw new ReflectionException(
          List.of("it lists " + names.size() + " services, expected " + MAX_SERVICES + " at most"));
    }
    return names;
  }

  private void take(String service)
      throws DialogException, ReflectionException, InterruptedException {
    Answer answer = ask(ReflectionMessage.fileContaining(service));
    add(answer);
    if (answer instanceof Answer.Failure error) {
      refusals.add("it does not tell the file of service %s: %s".formatted(service, error));
    } else if (!files.define(service)) {
      refusals.add("what it tells as the file of service %s does not define it".formatted(service));
    }
  }

  /** Nice to have: without them details of errors are printed as bytes. */
  private void errorDetails() throws ReflectionException, InterruptedException {
    try {
      add(ask(ReflectionMessage.fileContaining(ERROR_DETAILS)));
      imports();
    } catch (DialogException e) {
      // A server that ends the call for what it does not know has told the rest before.
    }
  }

  private void imports() throws DialogException, ReflectionException, InterruptedException {
    for (List<String> missing = files.missing(); !missing.isEmpty(); missing = files.missing()) {
      for (String name : missing) {
        Answer answer = ask(ReflectionMessage.fileByName(name));
        add(answer);
        if (answer instanceof Answer.Failure error && !error.notFound()) {
          refusals.add("it does not tell the file %s: %s".formatted(name, error));
        }
        // Where the answer has no file of that name, it would be asked for again and again.
        files.absent(
            name, answer instanceof Answer.Failure error ? error.toString() : "other files came");
      }
    }
  }

  private void add(Answer answer) throws ReflectionException {
    if (answer instanceof Answer.Files some) {
      some.files().forEach(files::add);
      if (files.size() > MAX_FILES || files.bytes() > MAX_BYTES) {
        throw new ReflectionException(
            List.of("it tells more than %d files or %d bytes".formatted(MAX_FILES, MAX_BYTES)));
      }
    }
  }

  private Answer ask(byte[] question)
      throws DialogException, ReflectionException, InterruptedException {
    byte[] answer = dialog.ask(question);
    try {
      return ReflectionMessage.parse(answer);
    } catch (WireException e) {
      throw new ReflectionException(List.of("its answer is malformed: " + e.getMessage()));
    }
  }

  /** A server that does not tell its schema, or not all of it. */
  static final class ReflectionException extends Exception {
    private static final long serialVersionUID = 1L;

    ReflectionException(List<String> reasons) {
      super(String.join("; ", reasons));
    }
  }
}
