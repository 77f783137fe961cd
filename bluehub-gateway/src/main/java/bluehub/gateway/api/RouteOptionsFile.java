package bluehub.gateway.api;

import bluehub.gateway.settings.CorsSettings;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.RpcFilter;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the options of single routes from YAML.
 *
 * <pre>
 *   routes:
 *   - rpc: shop.v1.Orders/*                # a glob, or a list of them
 *     unknown-fields: ignore
 *     deadline: 5s
 *   - http: POST /v1/orders                # a method and a path as in a rule, or a list of them
 *     success-status: 201
 *     location: /v1/{name}
 * </pre>
 */
final class RouteOptionsFile {
  private static final String KEYS =
      "rpc, http, unknown-fields, print, deadline, max-body, success-status, location,"
          + " request-headers, response-headers, cors";
  private static final int MIN_STATUS = 200;
  private static final int MAX_STATUS = 204;

  private final YamlFile file;

  private RouteOptionsFile(YamlFile file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws SchemaException with every problem, each with its line
   */
  static RouteRules read(String name, byte[] content) throws SchemaException {
    YamlFile file = new YamlFile(name);
    RouteRules rules = new RouteOptionsFile(file).rules(content);
    if (!file.problems().isEmpty()) {
      throw new SchemaException(file.problems());
    }
    return rules;
  }

  private RouteRules rules(byte[] content) {
    List<RouteRule> rules = new ArrayList<>();
    Map<String, Node> root = file.mapping(file.root(content), "the file");
    root.forEach(
        (key, value) -> {
          if (key.equals("routes")) {
            file.items(value, "routes").forEach(item -> rules.add(rule(item)));
          } else {
            file.unknown(value, "the file", key, "routes");
          }
        });
    return new RouteRules(rules);
  }

  private RouteRule rule(Node node) {
    RpcFilter rpcs = null;
    List<RouteRule.Pattern> http = new ArrayList<>();
    RouteSettings settings = RouteSettings.NONE;
    for (Map.Entry<String, Node> entry : file.mapping(node, "a route").entrySet()) {
      Node value = entry.getValue();
      switch (entry.getKey()) {
        case "rpc" -> rpcs = rpcs(value);
        case "http" -> file.texts(value, "http").forEach(text -> pattern(value, text, http));
        default -> settings = setting(entry.getKey(), value).over(settings);
      }
    }
    return new RouteRule(file.place(node), rpcs, http, settings);
  }

  private RpcFilter rpcs(Node node) {
    List<String> globs = new ArrayList<>();
    for (String text : file.texts(node, "rpc")) {
      if (RpcFilter.isGlob(text)) {
        globs.add(text);
      } else {
        file.unexpected(
            node, "rpc", quoted(text), "package.Service/Method, package.Service/* or package.**");
      }
    }
    return new RpcFilter(globs, List.of());
  }

  private void pattern(Node node, String text, List<RouteRule.Pattern> patterns) {
    int space = text.indexOf(' ');
    try {
      if (space > 0) {
        PathTemplate template = PathTemplate.parse(text.substring(space + 1).strip());
        patterns.add(new RouteRule.Pattern(text.substring(0, space), template.shape()));
        return;
      }
    } catch (TemplateException e) {
      // Told below.
    }
    file.unexpected(
        node, "http", quoted(text), "a method and a path as in the rule, as in GET /v1/{name}");
  }

  private RouteSettings setting(String key, Node node) {
    UnknownFields unknownFields = null;
    RouteSettings.Print print = RouteSettings.Print.NONE;
    Duration deadline = null;
    Integer maxBody = null;
    Integer successStatus = null;
    String location = null;
    HeaderRules request = null;
    HeaderRules response = null;
    CorsSettings cors = null;
    switch (key) {
      case "unknown-fields" ->
          unknownFields =
              value(node, key, "strict, warn or ignore", RouteOptionsFile::unknownFields);
      case "print" -> print = print(node);
      case "deadline" ->
          deadline = value(node, key, "a time such as 500ms or 5s", RouteOptionsFile::duration);
      case "max-body" ->
          maxBody = value(node, key, "a size such as 64KB or 8MB", RouteOptionsFile::size);
      case "success-status" ->
          successStatus = value(node, key, "200, 201, 202, 203 or 204", RouteOptionsFile::status);
      case "location" ->
          location =
              value(
                  node,
                  key,
                  "a path with fields of the answer, such as /v1/{name}",
                  text -> Location.isTemplate(text) ? text : null);
      case "request-headers" -> request = new HeaderRulesReader(file, key).read(node);
      case "response-headers" -> response = new HeaderRulesReader(file, key).read(node);
      case "cors" -> cors = new CorsReader(file).read(node);
      default -> file.unknown(node, "a route", key, KEYS);
    }
    return new RouteSettings(
        unknownFields, print, deadline, maxBody, successStatus, location, request, response, cors);
  }

  private RouteSettings.Print print(Node node) {
    RouteSettings.Print print = RouteSettings.Print.NONE;
    for (Map.Entry<String, Node> entry : file.mapping(node, "print").entrySet()) {
      String key = entry.getKey();
      Node value = entry.getValue();
      RouteSettings.Print one =
          switch (key) {
            case "defaults" -> new RouteSettings.Print(flag(value, key), null, null, null);
            case "proto-names" -> new RouteSettings.Print(null, flag(value, key), null, null);
            case "enum-numbers" -> new RouteSettings.Print(null, null, flag(value, key), null);
            case "pretty" -> new RouteSettings.Print(null, null, null, flag(value, key));
            default -> {
              file.unknown(value, "print", key, "defaults, proto-names, enum-numbers, pretty");
              yield RouteSettings.Print.NONE;
            }
          };
      print = one.over(print);
    }
    return print;
  }

  private @Nullable Boolean flag(Node node, String key) {
    return value(node, key, "true or false", RouteOptionsFile::flag);
  }

  /** A text that is read by {@code reader}, which gives null or throws for what is none. */
  private <T> @Nullable T value(
      Node node, String key, String expected, Function<String, @Nullable T> reader) {
    int before = file.problems().size();
    String text = file.text(node, key);
    if (file.problems().size() > before) {
      return null;
    }
    T value;
    try {
      value = reader.apply(text);
    } catch (RuntimeException e) {
      value = null;
    }
    if (value == null) {
      file.unexpected(node, key, quoted(text), expected);
    }
    return value;
  }

  private static @Nullable Boolean flag(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable UnknownFields unknownFields(String text) {
    return text.equals(text.toLowerCase(Locale.ROOT))
        ? UnknownFields.valueOf(text.toUpperCase(Locale.ROOT))
        : null;
  }

  private static @Nullable Duration duration(String text) {
    Duration duration = DurationStyle.SIMPLE.parse(text);
    return duration.isNegative() ? null : duration;
  }

  /** Sizes are held as {@code int}s on the request path. */
  private static @Nullable Integer size(String text) {
    long bytes = DataSize.parse(text).toBytes();
    return bytes < 0 || bytes > Integer.MAX_VALUE ? null : (int) bytes;
  }

  private static @Nullable Integer status(String text) {
    int status = Integer.parseInt(text);
    return status < MIN_STATUS || status > MAX_STATUS ? null : status;
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }
}
