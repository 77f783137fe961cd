package bluehub.openapi;

import bluehub.openapi.text.Comments;
import bluehub.openapi.type.Components;
import bluehub.openapi.type.NamedTypes;
import bluehub.openapi.type.Style;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The OpenAPI 3.1 document of some operations, and the JSON Schemas (2020-12) of their messages.
 * The same operations in the same order give the same bytes. Thread-safe.
 *
 * <p>Little is kept but the descriptors: what is written is made on the way, so that a large API
 * takes time rather than memory.
 *
 * <pre>{@code
 * Schema schema = Schema.parse(descriptorSet);
 * List<ApiOperation> operations =
 *     schema.bindings().stream().map(binding -> new ApiOperation(binding, "library")).toList();
 * byte[] json = ApiDocument.of(DocumentOptions.of("Library", "1"), operations).json();
 * }</pre>
 */
public final class ApiDocument {
  static final String ERROR = "#/components/responses/error";

  private static final String SCHEMAS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private final ObjectNode head;

  /** Written with references that are resolved on the way. */
  private final Paths paths;

  private final ObjectNode error;
  private final NamedTypes types;
  private final Set<String> needed;

  private ApiDocument(
      ObjectNode head, Paths paths, ObjectNode error, NamedTypes types, Set<String> needed) {
    this.head = head;
    this.paths = paths;
    this.error = error;
    this.types = types;
    this.needed = needed;
  }

  /** Describes operations in their order. */
  public static ApiDocument of(DocumentOptions options, List<ApiOperation> operations) {
    Comments comments = new Comments();
    Style usual = Style.of(options.print());
    Components components = new Components(usual, comments);
    Operations writer = new Operations(comments, components, new OperationIds(operations));
    Paths paths = new Paths(writer);
    operations.forEach(paths::add);
    ObjectNode error = ErrorResponse.of(options.errors(), components.own());
    Set<String> references = Components.references(error);
    paths.each((_, item) -> references.addAll(Components.references(item)));
    ObjectNode head = NODES.objectNode().put("openapi", "3.1.1");
    head.set("info", info(options));
    options.servers().forEach(url -> head.withArrayProperty("servers").addObject().put("url", url));
    // Who may call is not the schemas' business.
    head.putArray("security");
    head.set("tags", writer.tags());
    NamedTypes types = components.named();
    return new ApiDocument(head, paths, error, types, types.needed(references));
  }

  private static ObjectNode info(DocumentOptions options) {
    ObjectNode info =
        NODES.objectNode().put("title", options.title()).put("version", options.version());
    if (!options.description().isEmpty()) {
      info.put("description", options.description());
    }
    return info;
  }

  /** The document as JSON, in one line. */
  public synchronized byte[] json() {
    return bytes(JSON, this::write);
  }

  /** The document as YAML 1.2. */
  public synchronized byte[] yaml() {
    return bytes(YAML, this::write);
  }

  private void write(JsonGenerator out) {
    out.writeStartObject();
    types.writeMembers(head, SCHEMAS, out);
    out.writeName("paths");
    out.writeStartObject();
    paths.each(
        (path, item) -> {
          out.writeName(path);
          types.write(item, SCHEMAS, out);
        });
    out.writeEndObject();
    out.writeName("components");
    out.writeStartObject();
    out.writeName("responses");
    out.writeStartObject();
    out.writeName("error");
    types.write(error, SCHEMAS, out);
    out.writeEndObject();
    out.writeName("schemas");
    writeTypes(needed, SCHEMAS, out);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void writeTypes(Set<String> names, String place, JsonGenerator out) {
    out.writeStartObject();
    for (String name : names) {
      out.writeName(name);
      types.write(types.schema(name), place, out);
    }
    out.writeEndObject();
  }

  private static byte[] bytes(ObjectMapper mapper, Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = mapper.createGenerator(bytes)) {
      content.accept(out);
    }
    return bytes.toByteArray();
  }

  /** The names of all messages and enums that the operations take or give. */
  public Set<String> typeNames() {
    return types.names();
  }

  /** The JSON Schema of a type, with all that it needs; null for a name that is none. */
  public synchronized byte @Nullable [] jsonSchema(String name) {
    return types.has(name) ? bytes(JSON, out -> writeSchema(name, out)) : null;
  }

  private void writeSchema(String name, JsonGenerator out) {
    JsonNode type = types.schema(name);
    out.writeStartObject();
    out.writeStringProperty("$schema", DIALECT);
    out.writeStringProperty("title", name);
    types.writeMembers(type, DEFINITIONS, out);
    Set<String> definitions = types.neededBy(name);
    if (!definitions.isEmpty()) {
      out.writeName("$defs");
      writeTypes(definitions, DEFINITIONS, out);
    }
    out.writeEndObject();
  }
}
