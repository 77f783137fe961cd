package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to call an RPC over HTTP. The bindings that a {@link Schema} gives are checked: every
 * field that they name exists and can take what the binding gives it.
 *
 * @param rpc the RPC
 * @param httpMethod the HTTP method; {@code *} for every method
 * @param template the path
 * @param body the request field that takes the body, {@code *} for the whole message, empty for
 *     none
 * @param responseBody the response field that makes the body, empty for the whole message
 * @param index 0 for the primary rule, then its additional bindings from 1
 * @param file the proto file or service config that declares it
 */
public record HttpBinding(
    MethodDescriptor rpc,
    String httpMethod,
    PathTemplate template,
    String body,
    String responseBody,
    int index,
    String file) {

  /** {@code package.Service/Method}: the RPC as gRPC names it. */
  public String rpcName() {
    return rpc.getService().getFullName() + "/" + rpc.getName();
  }

  /** {@code GET /v1/{name=shelves/*}}: the rule in messages and metrics. */
  public String rule() {
    return httpMethod + " " + template;
  }

  /** The fields on a variable's field path, from the request message inwards. */
  public List<FieldDescriptor> fields(Variable variable) {
    List<FieldDescriptor> fields = new ArrayList<>();
    @Nullable Descriptor message = rpc.getInputType();
    for (String name : variable.names()) {
      FieldDescriptor field = message == null ? null : message.findFieldByName(name);
      if (field == null) {
        throw new IllegalArgumentException(
            rpc.getInputType().getFullName() + " has no " + variable.fieldPath());
      }
      fields.add(field);
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      message = nested ? field.getMessageType() : null;
    }
    return List.copyOf(fields);
  }

  /** A problem of this binding. */
  public SchemaProblem problem(String found, String mend) {
    return new SchemaProblem(file, rpc.getFullName(), rule(), found, mend);
  }

  /** The problem that this binding answers the same requests as one that is declared earlier. */
  public SchemaProblem duplicates(HttpBinding earlier) {
    return problem(
        "answers the same requests as %s of %s"
            .formatted(earlier.rule(), earlier.rpc().getFullName()),
        "give one of the two another path or method, or let the first one win by option");
  }
}
