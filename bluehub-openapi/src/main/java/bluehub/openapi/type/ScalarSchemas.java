package bluehub.openapi.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Scalars in JSON (ProtoJSON, "Mapping"): the form in which they are printed. */
final class ScalarSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  private ScalarSchemas() {}

  static ObjectNode of(FieldDescriptor.Type type) {
    ObjectNode schema = JSON.objectNode();
    return switch (type) {
      case DOUBLE -> floating(schema, "double");
      case FLOAT -> floating(schema, "float");
      case INT32, SINT32, SFIXED32 -> schema.put("type", "integer").put("format", "int32");
      case UINT32, FIXED32 ->
          schema
              .put("type", "integer")
              .put("format", "uint32")
              .put("minimum", 0)
              .put("maximum", MAX_UINT32);
      // Numbers of JSON lose what is beyond 2^53 in many languages.
      case INT64, SINT64, SFIXED64 ->
          schema.put("type", "string").put("format", "int64").put("pattern", "^-?[0-9]+$");
      case UINT64, FIXED64 ->
          schema.put("type", "string").put("format", "uint64").put("pattern", "^[0-9]+$");
      case BOOL -> schema.put("type", "boolean");
      case STRING -> schema.put("type", "string");
      case BYTES ->
          schema.put("type", "string").put("format", "byte").put("contentEncoding", "base64");
      default -> throw new IllegalArgumentException("No scalar: " + type);
    };
  }

  private static ObjectNode floating(ObjectNode schema, String format) {
    var kinds = schema.putArray("anyOf");
    kinds.addObject().put("type", "number").put("format", format);
    ObjectNode words = kinds.addObject().put("type", "string");
    words.putArray("enum").add("NaN").add("Infinity").add("-Infinity");
    return schema;
  }

  /** The keys of a map, which are strings in JSON; null where any string is one. */
  static @Nullable ObjectNode keys(FieldDescriptor.Type type) {
    ObjectNode schema = JSON.objectNode();
    switch (type) {
      case STRING -> {
        return null;
      }
      case BOOL -> schema.putArray("enum").add("true").add("false");
      case UINT32, UINT64, FIXED32, FIXED64 -> schema.put("pattern", "^[0-9]+$");
      default -> schema.put("pattern", "^-?[0-9]+$");
    }
    return schema;
  }

  /** A default value that a proto file declares, for types that are scalars. */
  static JsonNode value(FieldDescriptor field) {
    Object value = field.getDefaultValue();
    return switch (field.getType()) {
      case BOOL -> JSON.booleanNode((Boolean) value);
      case INT32, SINT32, SFIXED32 -> JSON.numberNode((Integer) value);
      case UINT32, FIXED32 -> JSON.numberNode(Integer.toUnsignedLong((Integer) value));
      case UINT64, FIXED64 -> JSON.stringNode(Long.toUnsignedString((Long) value));
      case DOUBLE -> floating((Double) value);
      case FLOAT -> floating(Double.parseDouble(value.toString()));
      case BYTES ->
          JSON.stringNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      default -> JSON.stringNode(value.toString());
    };
  }

  private static JsonNode floating(double value) {
    return Double.isFinite(value)
        ? JSON.numberNode(value)
        : JSON.stringNode(Double.toString(value));
  }
}
