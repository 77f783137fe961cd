package bluehub.openapi;

import bluehub.openapi.text.Comments;
import bluehub.openapi.type.Components;
import bluehub.openapi.type.NamedTypes;
import bluehub.openapi.type.Style;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The OpenAPI 3.1 document of some operations, and the JSON Schemas (2020-12) of their messages.
 * The same operations in the same order give the same bytes. Immutable, thread-safe.
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

  private final ObjectNode tree;
  private final NamedTypes types;

  private ApiDocument(ObjectNode tree, NamedTypes types) {
    this.tree = tree;
    this.types = types;
  }

  /** Describes operations in their order. */
  public static ApiDocument of(DocumentOptions options, List<ApiOperation> operations) {
    Comments comments = new Comments();
    Style usual = Style.of(options.print());
    Components components = new Components(usual, comments);
    Operations writer = new Operations(comments, components, new OperationIds(operations));
    Paths paths = new Paths(writer);
    operations.forEach(paths::add);
    ObjectNode body = NODES.objectNode();
    body.set("paths", paths.tree());
    body.set("error", ErrorResponse.of(options.errors(), components.own()));

    NamedTypes types = components.named();
    JsonNode resolved = types.resolve(body, SCHEMAS);
    ObjectNode tree = NODES.objectNode().put("openapi", "3.1.1");
    tree.set("info", info(options));
    options.servers().forEach(url -> tree.withArrayProperty("servers").addObject().put("url", url));
    // Who may call is not the schemas' business.
    tree.putArray("security");
    tree.set("tags", writer.tags());
    tree.set("paths", resolved.get("paths"));
    ObjectNode parts = tree.putObject("components");
    parts.putObject("responses").set("error", resolved.get("error"));
    parts.putObject("schemas").setAll(types.needed(body, SCHEMAS));
    return new ApiDocument(tree, types);
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
  public byte[] json() {
    return JSON.writeValueAsBytes(tree);
  }

  /** The document as YAML 1.2. */
  public byte[] yaml() {
    return YAML.writeValueAsBytes(tree);
  }

  /** The document as a tree that is the caller's own. */
  public ObjectNode tree() {
    return tree.deepCopy();
  }

  /** The names of all messages and enums that the operations take or give. */
  public Set<String> typeNames() {
    return types.names();
  }

  /** The JSON Schema of a type, with all that it needs; null for a name that is none. */
  public byte @Nullable [] jsonSchema(String name) {
    JsonNode type = types.schema(name, DEFINITIONS);
    if (type == null) {
      return null;
    }
    ObjectNode schema = NODES.objectNode().put("$schema", DIALECT).put("title", name);
    schema.setAll((ObjectNode) type);
    Map<String, JsonNode> needed = types.neededBy(name, DEFINITIONS);
    if (!needed.isEmpty()) {
      schema.putObject("$defs").setAll(needed);
    }
    return JSON.writeValueAsBytes(schema);
  }
}
