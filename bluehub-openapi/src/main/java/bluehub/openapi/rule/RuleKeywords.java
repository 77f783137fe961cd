package bluehub.openapi.rule;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules of a field as keywords of JSON Schema beside those of its type. What no keyword can say is
 * told in words.
 */
public final class RuleKeywords {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Function<EnumValueDescriptor, JsonNode> enumValue;
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param enumValue an enum's value as the schema has it: by name or by number
   */
  public RuleKeywords(Function<EnumValueDescriptor, JsonNode> enumValue) {
    this.enumValue = enumValue;
  }

  /** What the keywords did not say, as sentences. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * Adds the rules to a schema.
   *
   * @param value the field that has such values: the field itself, or a map's key or value
   */
  public void apply(Rules rules, FieldDescriptor value, ObjectNode schema) {
    if (rules.value("ignore").map(Object::toString).orElse("").equals("IGNORE_ALWAYS")) {
      return;
    }
    rules.set().forEach((rule, content) -> apply(rules, rule, content, value, schema));
  }

  private void apply(
      Rules rules, FieldDescriptor rule, Object content, FieldDescriptor value, ObjectNode schema) {
    Rules inner = content instanceof Message message ? new Rules(message) : rules;
    switch (rule.getName()) {
      case "required", "ignore" -> {}
      case "cel" -> rules.all("cel").forEach(this::expression);
      case "string" -> strings(inner, schema);
      case "float", "double", "int32", "uint32", "sint32", "fixed32", "sfixed32" ->
          numbers(inner, schema, NumberRules::number);
      case "int64", "uint64", "sint64", "fixed64", "sfixed64" ->
          numbers(inner, schema, NumberRules::text);
      case "enum" -> enums(inner, value, schema);
      case "bool" -> inner.value("const").ifPresent(v -> schema.put("const", v.equals(true)));
      case "repeated" -> items(inner, value, schema);
      case "map" -> entries(inner, value, schema);
      default -> {
        if (content instanceof Message) {
          inner.set().forEach(this::remark);
        } else {
          remark(rule, content);
        }
      }
    }
  }

  /** Tells rules of a message as a whole in words. */
  public void tell(Rules rules) {
    for (Map.Entry<FieldDescriptor, Object> rule : rules.set().entrySet()) {
      if (rule.getKey().getName().equals("cel")) {
        rules.all("cel").forEach(this::expression);
      } else {
        remark(rule.getKey(), rule.getValue());
      }
    }
  }

  private void expression(Rules cel) {
    String message = cel.value("message").orElse("").toString();
    remarks.add(
        message.isEmpty() ? "Constraint: `" + cel.value("expression").orElse("") + "`." : message);
  }

  private void remark(FieldDescriptor rule, Object content) {
    remarks.add("Constraint: `" + Rules.text(rule, content) + "`.");
  }

  private void strings(Rules rules, ObjectNode schema) {
    StringRules strings = new StringRules(schema);
    rules
        .set()
        .forEach(
            (rule, content) -> {
              if (!strings.apply(rule.getName(), content)) {
                remark(rule, content);
              }
            });
  }

  private void numbers(Rules rules, ObjectNode schema, NumberRules.Form form) {
    NumberRules numbers = new NumberRules(schema, rules, form);
    rules
        .set()
        .forEach(
            (rule, content) -> {
              if (!numbers.apply(rule, content)) {
                remark(rule, content);
              }
            });
  }

  private void enums(Rules rules, FieldDescriptor value, ObjectNode schema) {
    if (value.getType() != FieldDescriptor.Type.ENUM) {
      return;
    }
    for (Map.Entry<FieldDescriptor, Object> rule : rules.set().entrySet()) {
      List<JsonNode> values = new ArrayList<>();
      List<?> numbers = rule.getValue() instanceof List<?> list ? list : List.of(rule.getValue());
      EnumDescriptor type = value.getEnumType();
      for (Object number : numbers) {
        EnumValueDescriptor known = number instanceof Integer i ? type.findValueByNumber(i) : null;
        if (known != null) {
          values.add(enumValue.apply(known));
        }
      }
      switch (rule.getKey().getName()) {
        case "const", "in" -> schema.set("enum", JSON.arrayNode().addAll(values));
        case "not_in" -> schema.putObject("not").set("enum", JSON.arrayNode().addAll(values));
        default -> {}
      }
    }
  }

  private void items(Rules rules, FieldDescriptor value, ObjectNode schema) {
    for (Map.Entry<FieldDescriptor, Object> rule : rules.set().entrySet()) {
      switch (rule.getKey().getName()) {
        case "min_items" -> schema.put("minItems", (Long) rule.getValue());
        case "max_items" -> schema.put("maxItems", (Long) rule.getValue());
        case "unique" -> schema.put("uniqueItems", rule.getValue().equals(true));
        case "items" -> inner(rules, "items", value, schema.get("items"));
        default -> remark(rule.getKey(), rule.getValue());
      }
    }
  }

  private void entries(Rules rules, FieldDescriptor map, ObjectNode schema) {
    List<FieldDescriptor> entry = map.getMessageType().getFields();
    for (Map.Entry<FieldDescriptor, Object> rule : rules.set().entrySet()) {
      switch (rule.getKey().getName()) {
        case "min_pairs" -> schema.put("minProperties", (Long) rule.getValue());
        case "max_pairs" -> schema.put("maxProperties", (Long) rule.getValue());
        case "keys" ->
            inner(rules, "keys", entry.getFirst(), schema.withObjectProperty("propertyNames"));
        case "values" ->
            inner(rules, "values", entry.getLast(), schema.get("additionalProperties"));
        default -> remark(rule.getKey(), rule.getValue());
      }
    }
  }

  private void inner(Rules rules, String name, FieldDescriptor value, @Nullable JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      rules.rules(name).ifPresent(found -> apply(found, value, object));
    }
  }
}
