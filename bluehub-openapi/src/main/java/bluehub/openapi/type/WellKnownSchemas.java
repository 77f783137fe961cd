package bluehub.openapi.type;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The messages whose JSON is not that of their fields (ProtoJSON, "Any" to "Empty"). */
final class WellKnownSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Set<String> WRAPPERS =
      Set.of(
          "google.protobuf.DoubleValue",
          "google.protobuf.FloatValue",
          "google.protobuf.Int64Value",
          "google.protobuf.UInt64Value",
          "google.protobuf.Int32Value",
          "google.protobuf.UInt32Value",
          "google.protobuf.BoolValue",
          "google.protobuf.StringValue",
          "google.protobuf.BytesValue");

  private WellKnownSchemas() {}

  /** Whether a query parameter can give it, as one text. */
  static boolean isText(Descriptor message) {
    return switch (message.getFullName()) {
      case "google.protobuf.Timestamp", "google.protobuf.Duration", "google.protobuf.FieldMask" ->
          true;
      default -> isWrapper(message);
    };
  }

  static boolean isWrapper(Descriptor message) {
    return WRAPPERS.contains(message.getFullName());
  }

  /** The schema, or null for a message like any other. */
  static @Nullable ObjectNode of(Descriptor message) {
    ObjectNode schema = JSON.objectNode();
    return switch (message.getFullName()) {
      case "google.protobuf.Timestamp" -> schema.put("type", "string").put("format", "date-time");
      // Not the format "duration", which is that of ISO 8601.
      case "google.protobuf.Duration" ->
          schema.put("type", "string").put("pattern", "^-?[0-9]{1,12}(\\.[0-9]{1,9})?s$");
      case "google.protobuf.FieldMask" ->
          schema.put("type", "string").put("pattern", "^([A-Za-z0-9_.]+(,[A-Za-z0-9_.]+)*)?$");
      case "google.protobuf.Struct" -> {
        schema.put("type", "object").putObject("additionalProperties");
        yield schema;
      }
      case "google.protobuf.ListValue" -> {
        schema.put("type", "array").putObject("items");
        yield schema;
      }
      case "google.protobuf.Value" -> schema;
      default -> isWrapper(message) ? wrapper(message) : null;
    };
  }

  /** Unset is null; in a list or a map that shows. */
  private static ObjectNode wrapper(Descriptor message) {
    FieldDescriptor.Type type = message.findFieldByName("value").getType();
    ObjectNode schema = ScalarSchemas.of(type);
    JsonNode plain = schema.get("type");
    if (plain == null) {
      schema.withArrayProperty("anyOf").addObject().put("type", "null");
    } else {
      schema.set("type", JSON.arrayNode().add(plain).add("null"));
    }
    return schema;
  }

  /** {@code Any}: whatever the type's JSON is, or its fields, beside its type. */
  static ObjectNode any() {
    ObjectNode schema = JSON.objectNode();
    schema
        .put("type", "object")
        .put("description", "A message of any type, with the type's name beside its fields.");
    schema
        .putObject("properties")
        .putObject("@type")
        .put("type", "string")
        .put("description", "The type: `type.googleapis.com/package.Message`.");
    schema.putObject("additionalProperties");
    return schema;
  }
}
