package bluehub.openapi.type;

import bluehub.openapi.text.CommentText;
import bluehub.openapi.text.Comments;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Enums by name or by number, with what is said of their values. */
final class EnumSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EnumSchemas() {}

  static ObjectNode of(EnumDescriptor type, Style style, Comments comments) {
    ObjectNode schema = JSON.objectNode();
    if (type.getFullName().equals("google.protobuf.NullValue")) {
      return schema.put("type", "null");
    }
    if (style.enumNumbers()) {
      numbers(type, schema);
    } else {
      schema.put("type", "string");
      ArrayNode names = schema.putArray("enum");
      type.getValues().forEach(value -> names.add(value.getName()));
    }
    String description = CommentText.join(comments.of(type), values(type, style, comments));
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    if (type.getOptions().getDeprecated()) {
      schema.put("deprecated", true);
    }
    return schema;
  }

  /** Several names of one number are one value. */
  private static void numbers(EnumDescriptor type, ObjectNode schema) {
    schema.put("type", "integer").put("format", "int32");
    Map<Integer, String> names = new LinkedHashMap<>();
    type.getValues().forEach(value -> names.putIfAbsent(value.getNumber(), value.getName()));
    ArrayNode numbers = schema.putArray("enum");
    names.keySet().forEach(numbers::add);
    // What generators of clients name the numbers.
    ArrayNode words = schema.putArray("x-enum-varnames");
    names.values().forEach(words::add);
  }

  private static String values(EnumDescriptor type, Style style, Comments comments) {
    StringBuilder list = new StringBuilder();
    for (EnumValueDescriptor value : type.getValues()) {
      String comment = comments.of(value);
      boolean deprecated = value.getOptions().getDeprecated();
      if (comment.isEmpty() && !deprecated && !style.enumNumbers()) {
        continue;
      }
      list.append(list.isEmpty() ? "- `" : "\n- `");
      if (style.enumNumbers()) {
        list.append(value.getNumber()).append("` (`").append(value.getName()).append("`)");
      } else {
        list.append(value.getName()).append('`');
      }
      list.append(deprecated ? " (deprecated)" : "");
      if (!comment.isEmpty()) {
        list.append(": ").append(comment.replaceAll("\\s+", " "));
      }
    }
    return list.toString();
  }

  static JsonNode value(EnumValueDescriptor value, Style style) {
    return style.enumNumbers()
        ? JSON.numberNode(value.getNumber())
        : JSON.stringNode(value.getName());
  }
}
