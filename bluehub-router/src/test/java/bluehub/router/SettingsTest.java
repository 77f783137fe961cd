package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** application.yaml, the only place of the program's settings. */
class SettingsTest {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private final EnumerablePropertySource<?> settings = settings();

  @Test
  void settings_all_areTheseAndNoOthers() {
    assertThat(
            Arrays.stream(settings.getPropertyNames())
                .map(name -> Map.entry(name, Objects.toString(settings.getProperty(name)))))
        .containsExactlyInAnyOrder(
            Map.entry("spring.application.name", "bluehub-router"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.grpc.server.port", "10001"),
            Map.entry("spring.grpc.server.reflection.enabled", "true"),
            Map.entry("spring.grpc.server.inbound.message.max-size", "4MB"),
            Map.entry("spring.grpc.server.keepalive.permit.time", "10s"),
            Map.entry("spring.grpc.server.keepalive.permit.without-calls", "true"),
            Map.entry("spring.grpc.server.shutdown.grace-period", "30s"),
            Map.entry("spring.grpc.server.health.schedule.delay", "0s"),
            Map.entry("spring.grpc.server.health.schedule.period", "1s"),
            Map.entry(
                "spring.grpc.server.health.service[bluehub.example.v1.HelloWorldService].include",
                "readinessState"),
            Map.entry("server.port", "10091"),
            Map.entry("management.endpoints.web.exposure.include", "health, prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.health.diskspace.enabled", "false"));
  }

  /** Spring ignores a key that it does not know, so that a slip of the pen would never be seen. */
  @Test
  void settings_all_areKnownToSpring() throws IOException {
    Set<String> known = known();
    assertThat(settings.getPropertyNames())
        .allSatisfy(
            name ->
                assertThat(known)
                    .contains(name.contains("[") ? name.substring(0, name.indexOf('[')) : name));
  }

  private static EnumerablePropertySource<?> settings() {
    try {
      return (EnumerablePropertySource<?>)
          new YamlPropertySourceLoader()
              .load("settings", new ClassPathResource("application.yaml"))
              .getFirst();
    } catch (IOException e) {
      throw new AssertionError("application.yaml cannot be read", e);
    }
  }

  private static Set<String> known() throws IOException {
    Set<String> names = new TreeSet<>();
    List<URL> files = Collections.list(SettingsTest.class.getClassLoader().getResources(METADATA));
    for (URL file : files) {
      try (InputStream in = file.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
          names.add(property.path("name").asString());
        }
      }
    }
    return names;
  }
}
