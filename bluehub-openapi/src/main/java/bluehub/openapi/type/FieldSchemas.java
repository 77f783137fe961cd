package bluehub.openapi.type;

import bluehub.openapi.rule.Constraints;
import bluehub.openapi.rule.FieldBehavior;
import bluehub.openapi.rule.RuleKeywords;
import bluehub.openapi.text.CommentText;
import bluehub.openapi.text.Comments;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Fields, and the messages that they make. */
final class FieldSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Beyond that the pairs that exclude each other are told in words alone. */
  private static final int MAX_MEMBERS = 8;

  private final TypeSchemas types;
  private final Comments comments;
  private final Constraints constraints;

  FieldSchemas(TypeSchemas types, Comments comments, Constraints constraints) {
    this.types = types;
    this.comments = comments;
    this.constraints = constraints;
  }

  /**
   * A message as an object.
   *
   * @param given fields that it is without
   */
  ObjectNode object(Descriptor message, FieldTree given) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    List<String> remarks = new ArrayList<>();
    remarks.add(comments.of(message));
    List<FieldDescriptor> fields =
        message.getFields().stream().filter(field -> !given.has(field.getName())).toList();
    if (!fields.isEmpty()) {
      ObjectNode properties = schema.putObject("properties");
      for (FieldDescriptor field : fields) {
        properties.set(types.name(field), field(field, given.inside(field.getName())));
      }
    }
    List<String> required = fields.stream().filter(this::required).map(types::name).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    oneofs(message, fields, schema);
    constraints
        .of(message)
        .ifPresent(
            rules -> {
              RuleKeywords keywords = new RuleKeywords(this::value);
              keywords.tell(rules);
              remarks.addAll(keywords.remarks());
            });
    describe(schema, remarks, message.getOptions().getDeprecated());
    return schema;
  }

  boolean required(FieldDescriptor field) {
    return field.isRequired()
        || (field.getRealContainingOneof() == null
            && (FieldBehavior.of(field).contains(FieldBehavior.REQUIRED)
                || constraints.of(field).map(rules -> rules.flag("required")).orElse(false)));
  }

  /** That at most one member is there, and one where that is asked for. */
  private void oneofs(Descriptor message, List<FieldDescriptor> present, ObjectNode schema) {
    ArrayNode excluded = JSON.arrayNode();
    ArrayNode needed = JSON.arrayNode();
    for (OneofDescriptor oneof : message.getRealOneofs()) {
      List<String> names =
          oneof.getFields().stream().filter(present::contains).map(types::name).toList();
      boolean whole = names.size() == oneof.getFieldCount();
      for (int i = 0; i < names.size() && names.size() <= MAX_MEMBERS; i++) {
        for (String other : names.subList(i + 1, names.size())) {
          excluded.addObject().putArray("required").add(names.get(i)).add(other);
        }
      }
      if (whole && constraints.required(oneof)) {
        ArrayNode one = needed.addObject().putArray("anyOf");
        names.forEach(name -> one.addObject().putArray("required").add(name));
      }
    }
    if (!excluded.isEmpty()) {
      schema.putObject("not").set("anyOf", excluded);
    }
    if (!needed.isEmpty()) {
      schema.set("allOf", needed);
    }
  }

  ObjectNode field(FieldDescriptor field, FieldTree given) {
    ObjectNode schema = type(field, given);
    List<String> remarks = new ArrayList<>();
    remarks.add(comments.of(field));
    OneofDescriptor oneof = field.getRealContainingOneof();
    if (oneof != null && oneof.getFieldCount() > 1) {
      remarks.add(
          oneof.getFields().stream()
              .map(member -> "`" + types.name(member) + "`")
              .collect(Collectors.joining(", ", "At most one is set of ", ".")));
      remarks.add(comments.of(oneof));
    }
    if (field.hasDefaultValue() && field.getType() != FieldDescriptor.Type.ENUM) {
      schema.set("default", ScalarSchemas.value(field));
    } else if (field.hasDefaultValue()) {
      schema.set("default", value((EnumValueDescriptor) field.getDefaultValue()));
    }
    behave(FieldBehavior.of(field), schema, remarks);
    constraints
        .of(field)
        .ifPresent(
            rules -> {
              RuleKeywords keywords = new RuleKeywords(this::value);
              keywords.apply(rules, field, schema);
              remarks.addAll(keywords.remarks());
            });
    describe(schema, remarks, field.getOptions().getDeprecated());
    return schema;
  }

  private static void behave(Set<FieldBehavior> all, ObjectNode schema, List<String> remarks) {
    for (FieldBehavior behavior : all) {
      switch (behavior) {
        case OUTPUT_ONLY -> schema.put("readOnly", true);
        case INPUT_ONLY -> schema.put("writeOnly", true);
        default -> {}
      }
      remarks.add(behavior.sentence());
    }
  }

  private static void describe(ObjectNode schema, List<String> remarks, boolean deprecated) {
    String description = remarks.stream().reduce("", CommentText::join);
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    if (deprecated) {
      schema.put("deprecated", true);
    }
  }

  private JsonNode value(EnumValueDescriptor value) {
    return EnumSchemas.value(value, types.style());
  }

  private ObjectNode type(FieldDescriptor field, FieldTree given) {
    if (field.isMapField()) {
      return map(field);
    }
    if (field.isRepeated()) {
      ObjectNode list = JSON.objectNode().put("type", "array");
      list.set("items", element(field));
      return list;
    }
    return given.isEmpty() ? element(field) : types.without(field.getMessageType(), given);
  }

  private ObjectNode map(FieldDescriptor field) {
    FieldDescriptor key = field.getMessageType().findFieldByName("key");
    FieldDescriptor value = field.getMessageType().findFieldByName("value");
    ObjectNode map = JSON.objectNode().put("type", "object");
    ObjectNode keys = ScalarSchemas.keys(key.getType());
    if (keys != null) {
      map.set("propertyNames", keys);
    }
    map.set("additionalProperties", element(value));
    return map;
  }

  private ObjectNode element(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> types.message(field.getMessageType());
      case ENUM -> types.enumeration(field.getEnumType());
      default -> ScalarSchemas.of(field.getType());
    };
  }
}
