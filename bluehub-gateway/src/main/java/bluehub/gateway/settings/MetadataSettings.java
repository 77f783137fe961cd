package bluehub.gateway.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which headers become metadata, and which metadata becomes headers, besides what never passes.
 *
 * @param request headers of requests
 * @param response metadata of answers, in the beginning and the end
 * @param add metadata of every call, by name; a client's headers of these names do not pass
 */
public record MetadataSettings(
    @DefaultValue PassSettings request,
    @DefaultValue PassSettings response,
    @DefaultValue Map<String, String> add) {
  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");
  private static final Pattern PATTERN = Pattern.compile("[0-9a-z_.-]*\\*|[0-9a-z_.-]+");
  private static final Pattern VALUE = Pattern.compile("[ -~]*");

  public MetadataSettings {
    add = Collections.unmodifiableMap(new LinkedHashMap<>(add));
    add.forEach(MetadataSettings::check);
  }

  /** gRPC's own would be taken for a call's frame, and {@code -bin} names hold bytes. */
  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()
        || name.startsWith("grpc-")
        || name.startsWith("content-")
        || name.equals("te")
        || name.equals("user-agent")
        || name.equals("x-request-id")
        || name.endsWith("-bin")) {
      throw new IllegalArgumentException(
          "metadata.add has the name \"%s\", expected one in lower case that is not gRPC's own"
              .formatted(name));
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "metadata.add.%s has a value that is not printable ASCII, as gRPC asks for"
              .formatted(name));
    }
  }

  /**
   * What passes: names in lower case, or their beginnings with a {@code *}.
   *
   * @param allow what may pass
   * @param deny what of that may not
   */
  public record PassSettings(
      @DefaultValue("*") List<String> allow, @DefaultValue List<String> deny) {

    public PassSettings {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
      allow.forEach(pattern -> check("allow", pattern));
      deny.forEach(pattern -> check("deny", pattern));
    }

    private static void check(String key, String pattern) {
      if (!PATTERN.matcher(pattern).matches()) {
        throw new IllegalArgumentException(
            "metadata %s has \"%s\", expected a name in lower case, which may end with *"
                .formatted(key, pattern));
      }
    }
  }
}
