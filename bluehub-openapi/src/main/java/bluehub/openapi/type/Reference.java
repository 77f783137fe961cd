package bluehub.openapi.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * References between schemas. Until all upstreams' types are known, and with them the names, a
 * reference is {@code scope number:full name}.
 */
final class Reference {
  static final String KEY = "$ref";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Reference() {}

  /** The types of one upstream in one style. */
  record Scope(int number, String upstream, Style style) {
    String reference(String name) {
      return number + ":" + name;
    }
  }

  /** The full name of the type that a reference is to. */
  static String name(String reference) {
    return reference.substring(reference.indexOf(':') + 1);
  }

  /** Whether a member is a reference that is not resolved yet. A field of that name is no text. */
  static boolean isOpen(String key, JsonNode value) {
    return key.equals(KEY) && value.isString() && !value.stringValue().startsWith("#");
  }

  /** The references in a schema, in their order. */
  static List<String> in(JsonNode schema) {
    List<String> found = new ArrayList<>();
    collect(schema, found);
    return found;
  }

  private static void collect(JsonNode node, List<String> found) {
    if (node.get(KEY) instanceof StringNode key && isOpen(KEY, key)) {
      found.add(key.stringValue());
    }
    for (JsonNode child : node) {
      collect(child, found);
    }
  }

  /**
   * A copy of a tree with other references.
   *
   * @param descriptions whether the copy keeps them; they say nothing of the shape
   */
  static JsonNode copy(JsonNode node, UnaryOperator<String> references, boolean descriptions) {
    if (node.isArray()) {
      var copy = JSON.arrayNode();
      node.forEach(child -> copy.add(copy(child, references, descriptions)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JSON.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = member.getValue();
      if (isOpen(member.getKey(), value)) {
        copy.put(KEY, references.apply(value.stringValue()));
      } else if (descriptions || !member.getKey().equals("description") || !value.isString()) {
        copy.set(member.getKey(), copy(value, references, descriptions));
      }
    }
    return copy;
  }
}
