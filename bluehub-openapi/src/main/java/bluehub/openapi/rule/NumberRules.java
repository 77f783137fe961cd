package bluehub.openapi.rule;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rules of a numeric type as keywords; those of 64-bit integers, which JSON has as strings. */
final class NumberRules {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode schema;
  private final Form form;
  private final boolean between;

  /** A number as the schema's values have it. */
  interface Form {
    JsonNode of(String digits);
  }

  static JsonNode number(String digits) {
    return JSON.numberNode(new BigDecimal(digits));
  }

  static JsonNode text(String digits) {
    return JSON.stringNode(digits);
  }

  NumberRules(ObjectNode schema, Rules rules, Form form) {
    this.schema = schema;
    this.form = form;
    Optional<BigDecimal> lower = bound(rules, "gt").or(() -> bound(rules, "gte"));
    Optional<BigDecimal> upper = bound(rules, "lt").or(() -> bound(rules, "lte"));
    // Where the upper bound is the lower one, values have to be outside of the two.
    between = lower.isEmpty() || upper.isEmpty() || upper.get().compareTo(lower.get()) >= 0;
  }

  private static Optional<BigDecimal> bound(Rules rules, String name) {
    for (var rule : rules.set().entrySet()) {
      if (rule.getKey().getName().equals(name) && finite(rule.getValue())) {
        return Optional.of(new BigDecimal(digits(rule.getKey(), rule.getValue())));
      }
    }
    return Optional.empty();
  }

  /** Whether a keyword could say it. */
  boolean apply(FieldDescriptor rule, Object content) {
    if (!finite(content)) {
      return false;
    }
    switch (rule.getName()) {
      case "const" -> schema.set("const", node(rule, content));
      case "in" -> add(schema.putArray("enum"), rule, content);
      case "not_in" -> add(schema.putObject("not").putArray("enum"), rule, content);
      case "example" -> add(schema.putArray("examples"), rule, content);
      case "gt" -> {
        return bound("exclusiveMinimum", rule, content);
      }
      case "gte" -> {
        return bound("minimum", rule, content);
      }
      case "lt" -> {
        return bound("exclusiveMaximum", rule, content);
      }
      case "lte" -> {
        return bound("maximum", rule, content);
      }
      case "finite" -> finite();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Bounds are of numbers, which a string is none of. */
  private boolean bound(String keyword, FieldDescriptor rule, Object content) {
    JsonNode value = node(rule, content);
    if (!between || !value.isNumber()) {
      return false;
    }
    schema.set(keyword, value);
    return true;
  }

  /** Without NaN and the infinities a number is nothing but a number. */
  private void finite() {
    if (schema.get("anyOf") instanceof ArrayNode kinds
        && kinds.get(0) instanceof ObjectNode number
        && kinds.size() == 2) {
      schema.remove("anyOf");
      schema.setAll(number);
    }
  }

  private void add(ArrayNode array, FieldDescriptor rule, Object values) {
    if (values instanceof List<?> list) {
      list.forEach(value -> array.add(node(rule, value)));
    }
  }

  private JsonNode node(FieldDescriptor rule, Object value) {
    return form.of(digits(rule, value));
  }

  private static boolean finite(Object value) {
    return switch (value) {
      case Double d -> Double.isFinite(d);
      case Float f -> Float.isFinite(f);
      case List<?> list -> list.stream().allMatch(NumberRules::finite);
      default -> true;
    };
  }

  private static String digits(FieldDescriptor rule, Object value) {
    return switch (rule.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
      default -> value.toString();
    };
  }
}
