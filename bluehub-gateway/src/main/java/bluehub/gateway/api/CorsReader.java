package bluehub.gateway.api;

import bluehub.gateway.settings.CorsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what {@code bluehub.http.cors} has, for a route; without origins CORS is off for it. */
final class CorsReader {
  private static final String KEYS =
      "allowed-origins, allowed-methods, allowed-headers, exposed-headers, allow-credentials,"
          + " max-age";
  private static final List<String> ALL = List.of("*");
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final YamlFile file;

  CorsReader(YamlFile file) {
    this.file = file;
  }

  @Nullable CorsSettings read(Node node) {
    List<String> origins = List.of();
    List<String> methods = ALL;
    List<String> headers = ALL;
    List<String> exposed = List.of();
    boolean credentials = false;
    Duration maxAge = MAX_AGE;
    for (Map.Entry<String, Node> entry : file.mapping(node, "cors").entrySet()) {
      String key = entry.getKey();
      Node value = entry.getValue();
      switch (key) {
        case "allowed-origins" -> origins = file.texts(value, key);
        case "allowed-methods" -> methods = file.texts(value, key);
        case "allowed-headers" -> headers = file.texts(value, key);
        case "exposed-headers" -> exposed = file.texts(value, key);
        case "allow-credentials" -> credentials = flag(value, key);
        case "max-age" -> maxAge = time(value, key);
        default -> file.unknown(value, "cors", key, KEYS);
      }
    }
    try {
      return new CorsSettings(origins, methods, headers, exposed, credentials, maxAge);
    } catch (IllegalArgumentException e) {
      file.problem(node, String.valueOf(e.getMessage()), "mend the values there");
      return null;
    }
  }

  private boolean flag(Node node, String key) {
    String text = file.text(node, key);
    if (!text.equals("true") && !text.equals("false")) {
      file.unexpected(node, key, RouteOptionsFile.quoted(text), "true or false");
    }
    return text.equals("true");
  }

  private Duration time(Node node, String key) {
    String text = file.text(node, key);
    try {
      return DurationStyle.SIMPLE.parse(text);
    } catch (IllegalArgumentException e) {
      file.unexpected(node, key, RouteOptionsFile.quoted(text), "a time such as 10m");
      return MAX_AGE;
    }
  }
}
