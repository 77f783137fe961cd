package bluehub.gateway.check;

import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.schema.RpcFilter;
import bluehub.transcoder.schema.SchemaOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments: {@code --option value} or {@code --option=value}. */
final class ArgumentsParser {
  private final Deque<String> left;
  private final List<Input> inputs = new ArrayList<>();
  private ConflictPolicy conflicts = ConflictPolicy.REFUSE;
  private boolean unannotated = true;
  private boolean json;
  private boolean tls;
  private String authorities = "";

  // Of the source that is being read.
  private @Nullable Origin source;
  private @Nullable Origin against;
  private List<String> rules = new ArrayList<>();
  private List<String> allow = new ArrayList<>();
  private List<String> deny = new ArrayList<>();
  private String prefix = "";

  ArgumentsParser(List<String> arguments) {
    left = new ArrayDeque<>(arguments);
  }

  Arguments parse() throws UsageException {
    while (!left.isEmpty()) {
      String argument = left.removeFirst();
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        left.addFirst(argument.substring(equals + 1));
        argument = argument.substring(0, equals);
      }
      option(argument);
    }
    endSource();
    if (inputs.isEmpty()) {
      throw new UsageException(
          "found no source, expected --descriptor-set FILE or --target HOST:PORT.");
    }
    Trust trust = new Trust(tls, authorities);
    return new Arguments(inputs, trust, conflicts, unannotated, json);
  }

  private void option(String name) throws UsageException {
    switch (name) {
      case "--descriptor-set" -> source(new Origin.SetFile(value(name, "a file")));
      case "--target" -> source(new Origin.Target(value(name, "HOST:PORT")));
      case "--against" -> against(name, new Origin.SetFile(value(name, "a file")));
      case "--against-target" -> against(name, new Origin.Target(value(name, "HOST:PORT")));
      case "--rules" -> rules.add(value(name, "a YAML file"));
      case "--tls" -> tls = true;
      case "--ca" -> {
        tls = true;
        authorities = value(name, "a PEM file");
      }
      case "--allow" -> allow.add(glob(name));
      case "--deny" -> deny.add(glob(name));
      case "--prefix" -> prefix = prefix(name);
      case "--conflicts" ->
          conflicts =
              choice(name, "refuse", "first").equals("first")
                  ? ConflictPolicy.FIRST
                  : ConflictPolicy.REFUSE;
      case "--unannotated" -> unannotated = choice(name, "true", "false").equals("true");
      case "--format" -> json = choice(name, "text", "json").equals("json");
      default -> throw new UsageException("found " + name + ", expected an option of --help.");
    }
  }

  private void source(Origin next) {
    endSource();
    source = next;
  }

  private void against(String option, Origin former) throws UsageException {
    if (against != null) {
      throw new UsageException(
          "found %s behind another former version, expected one for each source."
              .formatted(option));
    }
    against = former;
  }

  private void endSource() {
    if (source != null) {
      inputs.add(new Input(source, against, rules, new RpcFilter(allow, deny), prefix));
      source = null;
      against = null;
      allow = new ArrayList<>();
      deny = new ArrayList<>();
      rules = new ArrayList<>();
      prefix = "";
    }
  }

  private String glob(String option) throws UsageException {
    String expected = "package.Service/Method, package.Service/* or package.**";
    String value = value(option, expected);
    if (!RpcFilter.isGlob(value)) {
      throw unexpected(value, option, expected);
    }
    return value;
  }

  private String prefix(String option) throws UsageException {
    String expected = "a path such as /orders";
    String value = value(option, expected);
    if (!SchemaOptions.isPrefix(value)) {
      throw unexpected(value, option, expected);
    }
    return value;
  }

  private String value(String option, String what) throws UsageException {
    String value = left.pollFirst();
    if (value == null || value.isEmpty() || value.startsWith("--")) {
      throw unexpected(value == null || value.isEmpty() ? "nothing" : value, option, what);
    }
    return value;
  }

  private String choice(String option, String one, String other) throws UsageException {
    String expected = one + " or " + other;
    String value = value(option, expected);
    if (!value.equals(one) && !value.equals(other)) {
      throw unexpected(value, option, expected);
    }
    return value;
  }

  private static UsageException unexpected(String found, String option, String expected) {
    return new UsageException(
        "found %s behind %s, expected %s.".formatted(found, option, expected));
  }
}
