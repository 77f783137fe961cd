package bluehub.openapi;

import static java.util.stream.Collectors.joining;

import bluehub.openapi.PathLayout.Parameter;
import bluehub.openapi.rule.FieldBehavior;
import bluehub.openapi.text.CommentText;
import bluehub.openapi.type.FieldTree;
import bluehub.openapi.type.TypeSchemas;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of one binding: those of its path, and those that its query may have. */
final class Parameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Messages may hold messages without end, and a reader reads no more than that. */
  private static final int MAX_DEPTH = 6;

  private static final int MAX_COUNT = 200;

  private final TypeSchemas types;
  private final HttpBinding binding;
  private final ArrayNode all = JSON.arrayNode();

  private Parameters(TypeSchemas types, HttpBinding binding) {
    this.types = types;
    this.binding = binding;
  }

  /**
   * @param given the fields that the path gives
   */
  static ArrayNode of(TypeSchemas types, HttpBinding binding, PathLayout path, FieldTree given) {
    Parameters parameters = new Parameters(types, binding);
    path.parameters().forEach(parameter -> parameters.path(parameter, path));
    if (!binding.body().equals("*")) {
      parameters.query(binding.rpc().getInputType(), given, "", new ArrayList<>());
    }
    return parameters.all;
  }

  private void path(Parameter parameter, PathLayout path) {
    ObjectNode node = all.addObject().put("name", parameter.name()).put("in", "path");
    List<String> texts = new ArrayList<>();
    ObjectNode schema = JSON.objectNode().put("type", "string");
    Variable variable = parameter.variable();
    if (variable != null) {
      List<FieldDescriptor> fields = binding.fields(variable);
      FieldDescriptor field = fields.getLast();
      node.put("x-bluehub-field", fields.stream().map(types::name).collect(joining(".")));
      ObjectNode whole = types.field(field);
      String comment = take(whole, "description");
      if (parameter.isWhole()) {
        schema = withoutNull(whole);
      } else {
        node.put("x-bluehub-pattern", path.path(variable));
        texts.add("Part of `%s`: `%s`.".formatted(variable.fieldPath(), path.path(variable)));
      }
      if (parameter.isWhole() && !variable.fieldPath().equals(parameter.name())) {
        texts.add("Sets `%s`.".formatted(variable.fieldPath()));
      }
      texts.add(comment);
    }
    if (parameter.rest()) {
      node.put("x-bluehub-segments", "any");
      texts.add("Any number of segments, with slashes between them that are not escaped.");
    }
    describe(node, texts);
    node.put("required", true).set("schema", schema);
  }

  private void query(Descriptor message, FieldTree bound, String prefix, List<Descriptor> outer) {
    outer.add(message);
    for (FieldDescriptor field : message.getFields()) {
      boolean body = outer.size() == 1 && field.getName().equals(binding.body());
      boolean readOnly = FieldBehavior.of(field).contains(FieldBehavior.OUTPUT_ONLY);
      if (body || readOnly || bound.has(field.getName()) || all.size() >= MAX_COUNT) {
        continue;
      }
      String name = prefix + types.name(field);
      if (TypeSchemas.fitsQuery(field)) {
        query(field, name, outer.size() == 1);
      } else if (TypeSchemas.opensInQuery(field)
          && outer.size() < MAX_DEPTH
          && !outer.contains(field.getMessageType())) {
        query(field.getMessageType(), bound.inside(field.getName()), name + ".", outer);
      }
    }
    outer.removeLast();
  }

  private void query(FieldDescriptor field, String name, boolean outermost) {
    ObjectNode schema = withoutNull(types.field(field));
    ObjectNode node = all.addObject().put("name", name).put("in", "query");
    List<String> texts = new ArrayList<>(List.of(take(schema, "description")));
    if (field.getName().equals("update_mask") && binding.httpMethod().equals("PATCH")) {
      texts.add("If it is left out, the fields that the body has are updated.");
    }
    describe(node, texts);
    if (outermost && types.required(field)) {
      node.put("required", true);
    }
    JsonNode deprecated = schema.remove("deprecated");
    if (deprecated != null) {
      node.set("deprecated", deprecated);
    }
    if (field.isMapField()) {
      // name[key]=value
      node.put("style", "deepObject").put("explode", true);
    }
    node.set("schema", schema);
  }

  private static void describe(ObjectNode node, List<String> texts) {
    String description = texts.stream().reduce("", CommentText::join);
    if (!description.isEmpty()) {
      node.put("description", description);
    }
  }

  private static String take(ObjectNode schema, String key) {
    JsonNode value = schema.remove(key);
    return value == null ? "" : value.stringValue();
  }

  /** Paths and queries hold texts: what is null in JSON is left out there. */
  private static ObjectNode withoutNull(ObjectNode schema) {
    schema.remove(List.of("readOnly", "writeOnly"));
    if (schema.get("type") instanceof ArrayNode kinds) {
      schema.set("type", kinds.get(0));
    } else if (schema.get("anyOf") instanceof ArrayNode kinds) {
      kinds.removeIf(kind -> kind.path("type").asString("").equals("null"));
    }
    return schema;
  }
}
