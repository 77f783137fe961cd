package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields that one binding names against the RPC's messages.
 *
 * <p>{@code google/api/http.proto}: a path variable must not refer to a repeated field or a field
 * of message type; {@code body} and {@code response_body} name fields at the top level.
 */
final class BindingCheck {
  private final HttpBinding binding;
  private final List<SchemaProblem> problems;
  private final Map<String, String> oneofs = new HashMap<>();

  BindingCheck(HttpBinding binding, List<SchemaProblem> problems) {
    this.binding = binding;
    this.problems = problems;
  }

  void run() {
    List<Variable> variables = binding.template().variables();
    for (int i = 0; i < variables.size(); i++) {
      variable(variables.get(i).fieldPath());
      for (Variable earlier : variables.subList(0, i)) {
        overlap(earlier.fieldPath(), variables.get(i).fieldPath());
      }
    }
    Descriptor request = binding.rpc().getInputType();
    if (!binding.body().isEmpty() && !binding.body().equals(HttpRule.ALL)) {
      topLevel("body", binding.body(), request);
      body(variables);
    }
    if (!binding.responseBody().isEmpty()) {
      topLevel("response_body", binding.responseBody(), binding.rpc().getOutputType());
    }
  }

  private void variable(String fieldPath) {
    @Nullable Descriptor message = binding.rpc().getInputType();
    String prefix = "";
    for (String name : fieldPath.split("\\.", -1)) {
      if (message == null) {
        problem(
            "variable "
                + fieldPath
                + " looks for "
                + name
                + " inside "
                + prefix
                + ", which is no message",
            "name a field of a message");
        return;
      }
      FieldDescriptor field = field("variable " + fieldPath, name, message);
      if (field == null) {
        return;
      }
      oneof(fieldPath, prefix, field);
      prefix = prefix.isEmpty() ? name : prefix + "." + name;
      if (field.isRepeated()) {
        problem(
            "variable "
                + fieldPath
                + " is bound to "
                + prefix
                + ", which is "
                + (field.isMapField() ? "a map" : "repeated"),
            "bind a singular field; a list can come in the query or the body");
        return;
      }
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      message = nested ? field.getMessageType() : null;
    }
    if (message != null) {
      problem(
          "variable " + fieldPath + " is bound to a message of type " + message.getFullName(),
          message.getFields().stream()
              .filter(field -> !field.isRepeated())
              .filter(field -> field.getJavaType() != FieldDescriptor.JavaType.MESSAGE)
              .findFirst()
              .map(field -> "bind one of its fields, such as " + fieldPath + "." + field.getName())
              .orElse("bind a field that is no message"));
    }
  }

  /** Two members of a oneof in a path would make every request contradict itself. */
  private void oneof(String fieldPath, String prefix, FieldDescriptor field) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    if (oneof == null) {
      return;
    }
    String member = oneofs.putIfAbsent(prefix + ":" + oneof.getName(), field.getName());
    if (member != null && !member.equals(field.getName())) {
      problem(
          "variable "
              + fieldPath
              + " sets "
              + field.getName()
              + " beside "
              + member
              + ", another member of the oneof "
              + oneof.getName(),
          "bind one of the two; use an additional binding for the other");
    }
  }

  private void overlap(String earlier, String later) {
    if (earlier.equals(later)) {
      problem("binds " + later + " twice", "give each variable a field of its own");
    } else if (later.startsWith(earlier + ".") || earlier.startsWith(later + ".")) {
      problem(
          "binds both " + earlier + " and " + later + ", one inside the other",
          "bind fields that do not contain each other");
    }
  }

  private void body(List<Variable> variables) {
    for (Variable variable : variables) {
      if (variable.fieldPath().equals(binding.body())) {
        problem(
            "binds " + binding.body() + " twice: in the path and as body",
            "leave it to one of the two");
      }
    }
  }

  private void topLevel(String option, String name, Descriptor message) {
    if (name.equals(HttpRule.ALL)) {
      problem(option + " is *", "leave it out: the whole message is the default");
    } else if (name.contains(".")) {
      problem(
          option + " names " + name + ", a field inside another",
          "name a field of " + message.getFullName() + " itself");
    } else {
      field(option, name, message);
    }
  }

  private @Nullable FieldDescriptor field(String what, String name, Descriptor message) {
    FieldDescriptor field = message.findFieldByName(name);
    if (field == null) {
      List<String> names = message.getFields().stream().map(FieldDescriptor::getName).toList();
      problem(
          what + " names " + name + ", which is no field of " + message.getFullName(),
          Spelling.nearest(name, names)
              .map(near -> "write " + near + " if you mean it")
              .orElse(
                  names.isEmpty()
                      ? "add the field to the message, which has none"
                      : "name one of its fields: " + String.join(", ", names)));
    }
    return field;
  }

  private void problem(String found, String mend) {
    problems.add(binding.problem(found, mend));
  }
}
