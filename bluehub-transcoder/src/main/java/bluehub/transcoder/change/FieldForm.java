package bluehub.transcoder.change;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;

/** What a field looks like: in its proto file, and in JSON. */
final class FieldForm {
  private FieldForm() {}

  /** As a proto file has it: {@code int32}, {@code lib.Book}, {@code map<string, lib.Book>}. */
  static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return "map<%s, %s>"
          .formatted(type(entry.findFieldByNumber(1)), type(entry.findFieldByNumber(2)));
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  static String cardinality(FieldDescriptor field) {
    if (field.isMapField()) {
      return "a map";
    }
    return field.isRepeated() ? "repeated" : field.isRequired() ? "required" : "singular";
  }

  /** Who loses by a change of type that is not harmless. */
  static String loss(FieldDescriptor before, FieldDescriptor now) {
    String was = json(before);
    String is = json(now);
    if (!was.equals(is)) {
      return "; in JSON %s instead of %s".formatted(is, was);
    }
    return before.getType().toProto() == now.getType().toProto()
        ? "; its JSON has another form"
        : "; its range or its form on the wire is another";
  }

  /** ProtoJSON, the table of types. */
  private static String json(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32, UINT32, SINT32, FIXED32, SFIXED32 -> "an integer";
      case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> "an integer in a string";
      case FLOAT, DOUBLE -> "a number";
      case BOOL -> "a boolean";
      case STRING -> "a string";
      case BYTES -> "base64";
      case ENUM -> "the name of a value";
      case MESSAGE, GROUP -> "an object";
    };
  }
}
