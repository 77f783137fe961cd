package bluehub.gateway.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code set}, {@code remove} and {@code rename} of header fields. */
final class HeaderRulesReader {
  /** What gRPC can carry, which is less than HTTP. */
  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");

  private static final Pattern REMOVED = Pattern.compile("[0-9a-z_.-]*\\*|[0-9a-z_.-]+");
  private static final Pattern VALUE = Pattern.compile("[ -~]*");

  /** Those that frame a message or a call, and the gateway's own. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "(access-control-|content-|grpc-|proxy-|sec-websocket-).*"
              + "|connection|date|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade"
              + "|user-agent|x-request-id");

  private static final String NAMES = "a name in lower case that frames no message";

  private final YamlFile file;
  private final String what;

  /**
   * @param what the key that has them
   */
  HeaderRulesReader(YamlFile file, String what) {
    this.file = file;
    this.what = what;
  }

  HeaderRules read(Node node) {
    Map<String, String> set = new LinkedHashMap<>();
    List<String> remove = new ArrayList<>();
    Map<String, String> rename = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : file.mapping(node, what).entrySet()) {
      Node value = entry.getValue();
      switch (entry.getKey()) {
        case "set" -> pairs(value, what + ".set", set);
        case "remove" -> {
          for (String name : file.texts(value, what + ".remove")) {
            check(
                value,
                ".remove",
                name,
                REMOVED.matcher(name).matches(),
                "names in lower case, which may end with *");
            remove.add(name);
          }
        }
        case "rename" -> {
          pairs(value, what + ".rename", rename);
          rename.forEach(
              (from, to) -> {
                boolean fits = isName(to) && from.endsWith("-bin") == to.endsWith("-bin");
                check(value, ".rename", to, fits, NAMES + ", with -bin at its end like the other");
              });
        }
        default -> file.unknown(value, what, entry.getKey(), "set, remove, rename");
      }
    }
    return new HeaderRules(set, remove, rename);
  }

  private void pairs(Node node, String key, Map<String, String> pairs) {
    boolean values = key.endsWith(".set");
    file.mapping(node, key)
        .forEach(
            (name, value) -> {
              String text = file.text(value, key);
              boolean bytes = values && name.endsWith("-bin");
              check(value, values ? ".set" : ".rename", name, isName(name) && !bytes, NAMES);
              check(
                  value,
                  values ? ".set" : ".rename",
                  text,
                  VALUE.matcher(text).matches(),
                  "printable ASCII");
              pairs.put(name, text);
            });
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches() && !RESERVED.matcher(name).matches();
  }

  private void check(Node node, String key, String text, boolean fits, String expected) {
    if (!fits) {
      file.unexpected(node, what + key, RouteOptionsFile.quoted(text), expected);
    }
  }
}
