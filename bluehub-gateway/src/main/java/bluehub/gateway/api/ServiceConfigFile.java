package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.HttpRule;
import bluehub.transcoder.schema.ServiceConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

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
  private static final int MAX_CHARACTERS = 16 << 20;
  private static final Set<String> PATTERNS = Set.of("get", "put", "post", "delete", "patch");

  private final String file;
  private final List<SchemaProblem> problems = new ArrayList<>();

  private ServiceConfigFile(String file) {
    this.file = file;
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
    if (!reader.problems.isEmpty()) {
      throw new SchemaException(reader.problems);
    }
    return config;
  }

  private ServiceConfig config(byte[] content) {
    List<HttpRule> rules = new ArrayList<>();
    boolean fullyDecode = false;
    Map<String, Node> http = mapping(mapping(root(content), "the file").get("http"), "http");
    if (problems.isEmpty() && !http.containsKey("rules")) {
      problems.add(
          new SchemaProblem(
              file,
              "",
              "",
              "has no http.rules",
              "give a google.api.Service in YAML with rules below http, or take the file away"));
    }
    for (Map.Entry<String, Node> entry : http.entrySet()) {
      switch (entry.getKey()) {
        case "rules" -> items(entry.getValue(), "rules").forEach(each -> rules.add(rule(each, 0)));
        case "fully_decode_reserved_expansion" -> fullyDecode = flag(entry.getValue());
        default -> unknown(entry.getValue(), "http", entry.getKey(), "rules");
      }
    }
    return new ServiceConfig(file, rules, fullyDecode);
  }

  private @Nullable Node root(byte[] content) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      return new Yaml(options)
          .compose(
              new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problem(line, "is no YAML: " + e.getProblem(), "mend the file there");
    } catch (YAMLException e) {
      problem(1, "is no YAML: " + e.getMessage(), "mend the file");
    }
    return null;
  }

  /** A rule; those inside rules inside rules are not read: that is enough to refuse them. */
  private HttpRule rule(Node node, int depth) {
    Draft draft = new Draft();
    for (Map.Entry<String, Node> entry : mapping(node, "a rule").entrySet()) {
      String key = entry.getKey();
      Node value = entry.getValue();
      switch (key) {
        case "selector" -> draft.selector = text(value, key);
        case "body" -> draft.body = text(value, key);
        case "response_body" -> draft.responseBody = text(value, key);
        case "custom" -> custom(draft, value);
        case "additional_bindings" -> {
          if (depth < 2) {
            items(value, key).forEach(each -> draft.additional.add(rule(each, depth + 1)));
          }
        }
        default -> {
          if (PATTERNS.contains(key)) {
            pattern(draft, value, key.toUpperCase(Locale.ROOT), text(value, key));
          } else {
            unknown(
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
      problem(node, "has a rule without a selector", "name an RPC: package.Service.Method");
    }
    return draft.rule();
  }

  private void custom(Draft draft, Node node) {
    String kind = "";
    String path = "";
    for (Map.Entry<String, Node> entry : mapping(node, "custom").entrySet()) {
      switch (entry.getKey()) {
        case "kind" -> kind = text(entry.getValue(), "kind");
        case "path" -> path = text(entry.getValue(), "path");
        default -> unknown(entry.getValue(), "custom", entry.getKey(), "kind, path");
      }
    }
    pattern(draft, node, kind, path);
  }

  private void pattern(Draft draft, Node node, String method, String path) {
    if (!draft.method.isEmpty()) {
      problem(
          node,
          "has a rule with two patterns, %s %s and %s %s"
              .formatted(draft.method, draft.path, method, path),
          "put one of them into additional_bindings");
    }
    draft.method = method;
    draft.path = path;
  }

  private Map<String, Node> mapping(@Nullable Node node, String what) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = snakeCase(text(tuple.getKeyNode(), "a key"));
        if (entries.put(key, tuple.getValueNode()) != null) {
          problem(tuple.getKeyNode(), "has " + key + " twice in " + what, "keep one of them");
        }
      }
    } else if (node != null) {
      problem(node, "has " + kind(node) + " for " + what, "write keys and values there");
    }
    return entries;
  }

  private List<Node> items(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(node, "has " + kind(node) + " for " + what, "write a list there, each item with a -");
    return List.of();
  }

  private String text(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, "has " + kind(node) + " for " + what, "write a text there");
    return "";
  }

  private boolean flag(Node node) {
    String text = text(node, "fully_decode_reserved_expansion");
    if (!text.equals("true") && !text.equals("false")) {
      problem(
          node,
          "has \"%s\" for fully_decode_reserved_expansion".formatted(text),
          "write true or false there");
    }
    return text.equals("true");
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode _ -> "keys and values";
      case SequenceNode _ -> "a list";
      default -> "a text";
    };
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

  private void unknown(Node node, String what, String key, String expected) {
    problem(
        node,
        "has the key \"%s\" in %s".formatted(key, what),
        "write one of " + expected + ", or take it away");
  }

  private void problem(Node node, String found, String mend) {
    problem(node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1, found, mend);
  }

  private void problem(int line, String found, String mend) {
    problems.add(new SchemaProblem(file + ":" + line, "", "", found, mend));
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
