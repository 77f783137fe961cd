package bluehub.gateway.api;

import bluehub.gateway.settings.SchemaSettings;
import bluehub.gateway.upstream.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/** All sources of one upstream's schema: its descriptors and its rules. May block. */
final class UpstreamSource {
  private final SchemaSource descriptors;
  private final List<SchemaFile> rules;
  private final @Nullable SchemaFile routeOptions;

  private UpstreamSource(
      SchemaSource descriptors, List<SchemaFile> rules, @Nullable SchemaFile routeOptions) {
    this.descriptors = descriptors;
    this.rules = List.copyOf(rules);
    this.routeOptions = routeOptions;
  }

  /**
   * As the settings name them.
   *
   * @param routeOptions the file with options of single routes of all upstreams, or null
   */
  static UpstreamSource of(
      Upstream upstream, @Nullable SchemaFile routeOptions, ResourceLoader resources) {
    String name = upstream.name();
    SchemaSettings schema = upstream.settings().schema();
    SchemaSource descriptors =
        schema.reflection()
            ? ReflectionSource.of(upstream, resources)
            : new DescriptorSetFile(name, schema.descriptorSet(), resources);
    List<SchemaFile> rules =
        schema.rules().stream()
            .map(
                location ->
                    new SchemaFile(
                        "rules %s of upstream \"" + name + "\"",
                        location,
                        ("Set bluehub.upstreams.%s.schema.rules to file: or classpath: locations of"
                                + " YAML files, and see that this process may read them.")
                            .formatted(name),
                        resources))
            .toList();
    return new UpstreamSource(descriptors, rules, routeOptions);
  }

  String place() {
    return descriptors.place();
  }

  /**
   * The rules alone, which are there when the gateway starts.
   *
   * @throws bluehub.gateway.settings.OperatorFault when they cannot be had
   */
  List<Snapshot.RuleText> rules() {
    return rules.stream().map(each -> new Snapshot.RuleText(each.location(), each.read())).toList();
  }

  /**
   * The options of single routes, or null where there are none.
   *
   * @throws bluehub.gateway.settings.OperatorFault when they cannot be had
   */
  Snapshot.@Nullable RuleText routeOptions() {
    return routeOptions == null
        ? null
        : new Snapshot.RuleText(routeOptions.location(), routeOptions.read());
  }

  /** Whether the options of single routes are in a file that can become another one. */
  boolean optionsMayChange() {
    return routeOptions != null && !routeOptions.location().startsWith("classpath:");
  }

  /**
   * Everything as it is now.
   *
   * @throws bluehub.gateway.settings.OperatorFault when it cannot be had
   */
  Snapshot read() {
    List<Snapshot.RuleText> texts = rules();
    Snapshot.RuleText options = routeOptions();
    SchemaSource.Descriptors read = descriptors.read();
    return new Snapshot(place(), read.set(), read.doubts(), texts, options);
  }
}
