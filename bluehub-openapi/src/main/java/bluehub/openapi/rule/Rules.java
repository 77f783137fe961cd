package bluehub.openapi.rule;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message of rules, by the names of its fields; names that its version lacks are unset. */
public final class Rules {
  private final Message message;

  Rules(Message message) {
    this.message = message;
  }

  /** The value of a singular field that is set. */
  public Optional<Object> value(String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return field == null || field.isRepeated() || !message.hasField(field)
        ? Optional.empty()
        : Optional.of(message.getField(field));
  }

  public boolean flag(String name) {
    return value(name).map(value -> value.equals(true)).orElse(false);
  }

  /** The values of a repeated field. */
  public List<?> values(String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return field != null && field.isRepeated() && message.getField(field) instanceof List<?> list
        ? list
        : List.of();
  }

  /** The rules inside a field. */
  public Optional<Rules> rules(String name) {
    return value(name)
        .flatMap(
            v -> v instanceof Message inner ? Optional.of(new Rules(inner)) : Optional.empty());
  }

  /** The rules in each element of a field. */
  public List<Rules> all(String name) {
    return values(name).stream().map(Message.class::cast).map(Rules::new).toList();
  }

  /** What is set, in the order of the numbers. */
  Map<FieldDescriptor, Object> set() {
    return message.getAllFields();
  }

  /** A rule as its author wrote it: {@code prefix: "a"}. */
  static String text(FieldDescriptor field, Object value) {
    return TextFormat.printer().emittingSingleLine(true).printFieldToString(field, value).strip();
  }
}
