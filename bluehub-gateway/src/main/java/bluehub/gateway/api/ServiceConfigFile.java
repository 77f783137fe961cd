package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.HttpRule;
import bluehub.transcoder.schema.ServiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the {@code http} section of a {@code google.api.Service} in YAML; other sections are for
 * other programs. Names are in the proto's spelling or in ProtoJSON's, as in every YAML form of a
 * protobuf message. A key that a rule does not have is a problem: it is most likely a slip that
 * would change what is served.
 *
 * <pre>
 *   type: google.api.Service
 *   http:
 *     rules:
 *     - selector: shop.v1.Orders.GetOrder
 *       get: /v1/{name=orders/*}
 *       additional_bindings:
 *       - custom: {kind: HEAD, path: "/v1/{name=orders/*}"}
 * </pre>
 */
public final class ServiceConfigFile {
  private static final Set<String> PATTERNS = Set.of("get", "put", "post", "delete", "patch");

  private final String file;
  private final YamlFile yaml;

  private ServiceConfigFile(String file) {
    this.file = file;
    this.yaml = new YamlFile(file, ServiceConfigFile::snakeCase);
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @throws SchemaException with every problem, each with its line
   */
  public static ServiceConfig read(String file, byte[] content) throws SchemaException {
    ServiceConfigFile reader = new ServiceConfigFile(file);
    ServiceConfig config = reader.config(content);
    if (!reader.yaml.problems().isEmpty()) {
      throw new SchemaException(reader.yaml.problems());
    }
    return config;
  }

  private ServiceConfig config(byte[] content) {
    List<HttpRule> rules = new ArrayList<>();
    boolean fullyDecode = false;
    Map<String, Node> http =
        yaml.mapping(yaml.mapping(yaml.root(content), "the file").get("http"), "http");
    if (yaml.problems().isEmpty() && !http.containsKey("rules")) {
      yaml.problems()
          .add(
              new SchemaProblem(
                  file,
                  "",
                  "",
                  "has no http.rules",
                  "give a google.api.Service in YAML with rules below http, or take the file away"));
    }
    for (Map.Entry<String, Node> entry : http.entrySet()) {
      switch (entry.getKey()) {
        case "rules" ->
            yaml.items(entry.getValue(), "rules").forEach(each -> rules.add(rule(each, 0)));
        case "fully_decode_reserved_expansion" -> fullyDecode = flag(entry.getValue());
        default -> yaml.unknown(entry.getValue(), "http", entry.getKey(), "rules");
      }
    }
    return new ServiceConfig(file, rules, fullyDecode);
  }

  /** A rule; those inside rules inside rules are not read: that is enough to refuse them. */
  private HttpRule rule(Node node, int depth) {
    Draft draft = new Draft();
    for (Map.Entry<String, Node> entry : yaml.mapping(node, "a rule").entrySet()) {
      String key = entry.getKey();
      Node value = entry.getValue();
      switch (key) {
        case "selector" -> draft.selector = yaml.text(value, key);
        case "body" -> draft.body = yaml.text(value, key);
        case "response_body" -> draft.responseBody = yaml.text(value, key);
        case "custom" -> custom(draft, value);
        case "additional_bindings" -> {
          if (depth < 2) {
            yaml.items(value, key).forEach(each -> draft.additional.add(rule(each, depth + 1)));
          }
        }
        default -> {
          if (PATTERNS.contains(key)) {
            pattern(draft, value, key.toUpperCase(Locale.ROOT), yaml.text(value, key));
          } else {
            yaml.unknown(
                value,
                "a rule",
                key,
                "selector, get, put, post, delete, patch, custom, body, response_body,"
                    + " additional_bindings");
          }
        }
      }
    }
    if (depth == 0 && draft.selector.isEmpty() && node instanceof MappingNode) {
      yaml.problem(node, "has a rule without a selector", "name an RPC: package.Service.Method");
    }
    return draft.rule();
  }

  private void custom(Draft draft, Node node) {
    String kind = "";
    String path = "";
    for (Map.Entry<String, Node> entry : yaml.mapping(node, "custom").entrySet()) {
      switch (entry.getKey()) {
        case "kind" -> kind = yaml.text(entry.getValue(), "kind");
        case "path" -> path = yaml.text(entry.getValue(), "path");
        default -> yaml.unknown(entry.getValue(), "custom", entry.getKey(), "kind, path");
      }
    }
    pattern(draft, node, kind, path);
  }

  private void pattern(Draft draft, Node node, String method, String path) {
    if (!draft.method.isEmpty()) {
      yaml.problem(
          node,
          "has a rule with two patterns, %s %s and %s %s"
              .formatted(draft.method, draft.path, method, path),
          "put one of them into additional_bindings");
    }
    draft.method = method;
    draft.path = path;
  }

  private boolean flag(Node node) {
    String text = yaml.text(node, "fully_decode_reserved_expansion");
    if (!text.equals("true") && !text.equals("false")) {
      yaml.problem(
          node,
          "has \"%s\" for fully_decode_reserved_expansion".formatted(text),
          "write true or false there");
    }
    return text.equals("true");
  }

  private static String snakeCase(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        text.append('_').append((char) (c + ('a' - 'A')));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** A rule whose keys are being read. */
  private static final class Draft {
    private String selector = "";
    private String method = "";
    private String path = "";
    private String body = "";
    private String responseBody = "";
    private final List<HttpRule> additional = new ArrayList<>();

    HttpRule rule() {
      return new HttpRule(selector, method, path, body, responseBody, additional);
    }
  }
}
