package bluehub.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.gateway.settings.MetadataSettings.PassSettings;
import bluehub.gateway.settings.TlsSettings.ClientAuth;
import bluehub.gateway.settings.TranscodingSettings.PrintSettings;
import bluehub.gateway.settings.UpstreamSettings.LoadBalancing;
import bluehub.gateway.settings.UpstreamSettings.TransportKind;
import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.route.ConflictPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** All defaults, all keys, and what is refused. */
class SettingsTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "bluehub.upstreams.a.target", "localhost:1",
          "bluehub.upstreams.a.schema.descriptor-set", "file:a");

  private static final List<Duration> BUCKETS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toList();
  private static final PassSettings ALL = new PassSettings(List.of("*"), List.of());

  private static HttpSettings http(Map<String, String> properties) {
    return binder(properties).bindOrCreate("bluehub.http", HttpSettings.class);
  }

  private static GatewaySettings gateway(Map<String, String> properties) {
    return binder(properties).bindOrCreate("bluehub", GatewaySettings.class);
  }

  private static Binder binder(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties));
  }

  @Test
  void http_defaults() {
    assertThat(http(Map.of()))
        .isEqualTo(
            new HttpSettings(
                "0.0.0.0",
                10_000,
                1_024,
                0,
                new LimitSettings(
                    DataSize.ofMegabytes(4),
                    DataSize.ofKilobytes(16),
                    100,
                    DataSize.ofKilobytes(8),
                    10_000,
                    2_000),
                new TimeoutSettings(
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60)),
                new StreamSettings(Duration.ofSeconds(15), List.of()),
                new DrainSettings(Duration.ZERO, Duration.ofSeconds(20)),
                new CompressionSettings(true, true, DataSize.ofKilobytes(1), 1),
                new CorsSettings(
                    List.of(),
                    List.of("*"),
                    List.of("*"),
                    List.of(),
                    false,
                    Duration.ofMinutes(10)),
                new TraceSettings(TraceSettings.Missing.NONE),
                new Http2Settings(
                    true,
                    100,
                    DataSize.ofKilobytes(256),
                    DataSize.ofMegabytes(1),
                    DataSize.ofKilobytes(16),
                    200,
                    1_000),
                new TlsSettings("", -1, ClientAuth.NONE)));
  }

  @Test
  void http_allKeys() {
    Map<String, String> properties = new HashMap<>();
    properties.put("bluehub.http.address", "127.0.0.1");
    properties.put("bluehub.http.port", "1");
    properties.put("bluehub.http.backlog", "2");
    properties.put("bluehub.http.event-loops", "3");
    properties.put("bluehub.http.limits.max-body", "4B");
    properties.put("bluehub.http.limits.max-header", "500B");
    properties.put("bluehub.http.limits.max-headers", "14");
    properties.put("bluehub.http.limits.max-uri", "600B");
    properties.put("bluehub.http.limits.max-calls", "15");
    properties.put("bluehub.http.limits.max-connections", "7");
    properties.put("bluehub.http.timeouts.idle", "8ms");
    properties.put("bluehub.http.timeouts.header", "9ms");
    properties.put("bluehub.http.timeouts.body", "10ms");
    properties.put("bluehub.http.timeouts.write", "11ms");
    properties.put("bluehub.http.streams.keep-alive", "14ms");
    properties.put("bluehub.http.streams.origins", "https://a,https://b");
    properties.put("bluehub.http.drain.delay", "12ms");
    properties.put("bluehub.http.drain.time", "13ms");
    properties.put("bluehub.http.compression.requests", "false");
    properties.put("bluehub.http.compression.responses", "false");
    properties.put("bluehub.http.compression.min-size", "16B");
    properties.put("bluehub.http.compression.level", "2");
    properties.put("bluehub.http.cors.allowed-origins", "https://a.example,https://*.b.example");
    properties.put("bluehub.http.cors.allowed-methods", "GET");
    properties.put("bluehub.http.cors.allowed-headers", "x-a,x-b");
    properties.put("bluehub.http.cors.exposed-headers", "x-request-id");
    properties.put("bluehub.http.cors.allow-credentials", "true");
    properties.put("bluehub.http.cors.max-age", "17s");
    properties.put("bluehub.http.trace.missing", "sampled");
    properties.put("bluehub.http.http2.enabled", "false");
    properties.put("bluehub.http.http2.max-concurrent-streams", "14");
    properties.put("bluehub.http.http2.stream-window", "15B");
    properties.put("bluehub.http.http2.connection-window", "70000B");
    properties.put("bluehub.http.http2.max-frame-size", "17KB");
    properties.put("bluehub.http.http2.max-resets", "18");
    properties.put("bluehub.http.http2.max-control-frames", "19");
    properties.put("bluehub.http.ssl.bundle", "b");
    properties.put("bluehub.http.ssl.port", "20");
    properties.put("bluehub.http.ssl.client-auth", "need");

    assertThat(http(properties))
        .isEqualTo(
            new HttpSettings(
                "127.0.0.1",
                1,
                2,
                3,
                new LimitSettings(
                    DataSize.ofBytes(4), DataSize.ofBytes(500), 14, DataSize.ofBytes(600), 7, 15),
                new TimeoutSettings(
                    Duration.ofMillis(8),
                    Duration.ofMillis(9),
                    Duration.ofMillis(10),
                    Duration.ofMillis(11)),
                new StreamSettings(Duration.ofMillis(14), List.of("https://a", "https://b")),
                new DrainSettings(Duration.ofMillis(12), Duration.ofMillis(13)),
                new CompressionSettings(false, false, DataSize.ofBytes(16), 2),
                new CorsSettings(
                    List.of("https://a.example", "https://*.b.example"),
                    List.of("GET"),
                    List.of("x-a", "x-b"),
                    List.of("x-request-id"),
                    true,
                    Duration.ofSeconds(17)),
                new TraceSettings(TraceSettings.Missing.SAMPLED),
                new Http2Settings(
                    false,
                    14,
                    DataSize.ofBytes(15),
                    DataSize.ofBytes(70_000),
                    DataSize.ofKilobytes(17),
                    18,
                    19),
                new TlsSettings("b", 20, ClientAuth.NEED)));
  }

  @Test
  void gateway_defaults() {
    assertThat(gateway(Map.of()))
        .isEqualTo(
            new GatewaySettings(
                Map.of(),
                new AccessLogSettings(false, 8_192),
                new MetricsSettings(BUCKETS),
                new TranscodingSettings(
                    UnknownFields.STRICT,
                    false,
                    false,
                    false,
                    false,
                    ConflictPolicy.REFUSE,
                    ErrorFormat.STATUS,
                    new PrintSettings(false, false, false, false)),
                "",
                "",
                new SiteSettings(true, true, false, "BlueHub", "1", "", List.of("/"))));
  }

  @Test
  void upstream_defaults() {
    assertThat(gateway(NEEDED).upstreams())
        .isEqualTo(
            Map.of(
                "a",
                new UpstreamSettings(
                    "localhost:1",
                    Duration.ofSeconds(15),
                    Duration.ofHours(1),
                    Map.of(),
                    DataSize.ofMegabytes(4),
                    DataSize.ofKilobytes(8),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    2,
                    4,
                    Duration.ofSeconds(30),
                    new KeepAliveSettings(Duration.ZERO, Duration.ofSeconds(10), false),
                    LoadBalancing.ROUND_ROBIN,
                    TransportKind.DIRECT,
                    new MetadataSettings(ALL, ALL, Map.of()),
                    "",
                    new UpstreamSslSettings(""),
                    new SchemaSettings(
                        "file:a",
                        false,
                        Duration.ofSeconds(10),
                        "",
                        List.of(),
                        true,
                        List.of(),
                        List.of(),
                        ""))));
  }

  @Test
  void gateway_allKeys() {
    Map<String, String> properties = new HashMap<>();
    properties.put("bluehub.access-log.enabled", "true");
    properties.put("bluehub.access-log.queue", "1");
    properties.put("bluehub.metrics.latency-buckets", "1ms,1s");
    properties.put("bluehub.transcoding.unknown-fields", "warn");
    properties.put("bluehub.transcoding.refuse-differing-path", "true");
    properties.put("bluehub.transcoding.ignore-unexpected-body", "true");
    properties.put("bluehub.transcoding.keep-reserved", "true");
    properties.put("bluehub.transcoding.strip-trailing-slash", "true");
    properties.put("bluehub.transcoding.conflicts", "first");
    properties.put("bluehub.transcoding.errors", "problem");
    properties.put("bluehub.transcoding.print.defaults", "true");
    properties.put("bluehub.transcoding.print.proto-names", "true");
    properties.put("bluehub.transcoding.print.enum-numbers", "true");
    properties.put("bluehub.transcoding.print.pretty", "true");
    properties.put("bluehub.site.enabled", "false");
    properties.put("bluehub.site.page", "false");
    properties.put("bluehub.site.details", "true");
    properties.put("bluehub.site.title", "Cards");
    properties.put("bluehub.site.version", "2");
    properties.put("bluehub.site.description", "For *all*.");
    properties.put("bluehub.site.servers", "https://a/b,/");
    properties.put("bluehub.upstreams.b.target", "dns:///b:2");
    properties.put("bluehub.upstreams.b.deadline", "3ms");
    properties.put("bluehub.upstreams.b.stream-deadline", "8ms");
    properties.put("bluehub.upstreams.b.deadlines[a.B/C]", "11ms");
    properties.put("bluehub.upstreams.b.deadlines[a.B/*]", "12ms");
    properties.put("bluehub.upstreams.b.max-message", "4B");
    properties.put("bluehub.upstreams.b.max-metadata", "5KB");
    properties.put("bluehub.upstreams.b.connect-timeout", "6ms");
    properties.put("bluehub.upstreams.b.reconnect", "7ms");
    properties.put("bluehub.upstreams.b.resolve", "10ms");
    properties.put("bluehub.upstreams.b.wait-for-ready", "8ms");
    properties.put("bluehub.upstreams.b.retries", "9");
    properties.put("bluehub.upstreams.b.max-connections", "10");
    properties.put("bluehub.upstreams.b.connection-idle", "11ms");
    properties.put("bluehub.upstreams.b.keep-alive.interval", "12ms");
    properties.put("bluehub.upstreams.b.keep-alive.timeout", "13ms");
    properties.put("bluehub.upstreams.b.keep-alive.idle", "true");
    properties.put("bluehub.upstreams.b.load-balancing", "pick-first");
    properties.put("bluehub.upstreams.b.transport", "grpc-java");
    properties.put("bluehub.upstreams.b.authority", "b.example");
    properties.put("bluehub.upstreams.b.ssl.bundle", "c");
    properties.put("bluehub.upstreams.b.metadata.request.allow", "x-*");
    properties.put("bluehub.upstreams.b.metadata.request.deny", "x-a");
    properties.put("bluehub.upstreams.b.metadata.response.allow", "y-*");
    properties.put("bluehub.upstreams.b.metadata.response.deny", "y-a,y-b*");
    properties.put("bluehub.upstreams.b.metadata.add.x-tenant", "t");
    properties.put("bluehub.upstreams.b.schema.reflection", "true");
    properties.put("bluehub.upstreams.b.schema.poll", "13ms");
    properties.put("bluehub.upstreams.b.schema.comments", "file:c");
    properties.put("bluehub.upstreams.b.schema.rules", "file:r1,file:r2");
    properties.put("bluehub.upstreams.b.schema.unannotated", "false");
    properties.put("bluehub.upstreams.b.schema.allow", "a.**");
    properties.put("bluehub.upstreams.b.schema.deny", "a.B/*");
    properties.put("bluehub.upstreams.b.schema.prefix", "/p");
    properties.put("bluehub.schema-store", "/store");
    properties.put("bluehub.route-options", "file:/routes.yaml");

    assertThat(gateway(properties))
        .isEqualTo(
            new GatewaySettings(
                Map.of(
                    "b",
                    new UpstreamSettings(
                        "dns:///b:2",
                        Duration.ofMillis(3),
                        Duration.ofMillis(8),
                        Map.of("a.B/C", Duration.ofMillis(11), "a.B/*", Duration.ofMillis(12)),
                        DataSize.ofBytes(4),
                        DataSize.ofKilobytes(5),
                        Duration.ofMillis(6),
                        Duration.ofMillis(7),
                        Duration.ofMillis(10),
                        Duration.ofMillis(8),
                        9,
                        10,
                        Duration.ofMillis(11),
                        new KeepAliveSettings(Duration.ofMillis(12), Duration.ofMillis(13), true),
                        LoadBalancing.PICK_FIRST,
                        TransportKind.GRPC_JAVA,
                        new MetadataSettings(
                            new PassSettings(List.of("x-*"), List.of("x-a")),
                            new PassSettings(List.of("y-*"), List.of("y-a", "y-b*")),
                            Map.of("x-tenant", "t")),
                        "b.example",
                        new UpstreamSslSettings("c"),
                        new SchemaSettings(
                            "",
                            true,
                            Duration.ofMillis(13),
                            "file:c",
                            List.of("file:r1", "file:r2"),
                            false,
                            List.of("a.**"),
                            List.of("a.B/*"),
                            "/p"))),
                new AccessLogSettings(true, 1),
                new MetricsSettings(List.of(Duration.ofMillis(1), Duration.ofSeconds(1))),
                new TranscodingSettings(
                    UnknownFields.WARN,
                    true,
                    true,
                    true,
                    true,
                    ConflictPolicy.FIRST,
                    ErrorFormat.PROBLEM,
                    new PrintSettings(true, true, true, true)),
                "/store",
                "file:/routes.yaml",
                new SiteSettings(
                    false, false, true, "Cards", "2", "For *all*.", List.of("https://a/b", "/"))));
  }

  @ParameterizedTest
  @CsvSource({
    "bluehub.http.port, 65536, 'port is 65536, expected 0 to 65535'",
    "bluehub.http.address, ' ', 'address is blank, expected a value'",
    "bluehub.http.timeouts.idle, 0s, 'timeouts.idle is PT0S, expected more than zero'",
    "bluehub.http.http2.max-frame-size, 1KB, 'http2.max-frame-size is 1024 bytes, expected 16384"
        + " to'",
    "bluehub.http.drain.time, -1s, 'drain.time is PT-1S, expected zero or more'",
    "bluehub.http.limits.max-calls, 0, 'limits.max-calls is 0, expected 1 to'",
    "bluehub.http.limits.max-headers, 0, 'limits.max-headers is 0, expected 1 to 100000'",
    "bluehub.http.compression.level, 10, 'compression.level is 10, expected 1 to 9'",
    "bluehub.http.compression.min-size, 3GB, 'compression.min-size is 3221225472 bytes, expected'",
    "bluehub.http.cors.allowed-origins, https://a.example/, 'cors.allowed-origins has \"https'",
    "bluehub.http.cors.allowed-origins, a.example, 'expected scheme://host'",
    "bluehub.http.cors.allowed-origins, https://*, 'with at most one *'",
    "bluehub.http.cors.allowed-origins, https://a.*, 'with at most one *'",
    "bluehub.http.cors.allowed-origins, https://*.a:*, 'with at most one *'",
    "bluehub.http.cors.allowed-headers, 'a b', 'cors.allowed-headers has \"a b\"'",
    "bluehub.http.cors.max-age, -1s, 'cors.max-age is PT-1S, expected zero or more'",
    "bluehub.http.limits.max-body, 3GB, 'limits.max-body is 3221225472 bytes, expected 0 to'"
  })
  void http_badValue_isRefusedWithWhatWasExpected(String key, String value, String message) {
    assertThatThrownBy(() -> http(Map.of(key, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "deadlines[a.B/C], 0s, 'deadlines[a.B/C] is PT0S, expected more than zero'",
    "connect-timeout, 999us, 'connect-timeout is PT0.000999S, expected PT0.001S to'",
    "connect-timeout, 0s, 'connect-timeout is PT0S, expected PT0.001S to'",
    "connect-timeout, 25d, 'connect-timeout is PT600H, expected PT0.001S to PT596H31M23.647S'",
    "retries, 11, 'retries is 11, expected 0 to 10'",
    "retries, -1, 'retries is -1, expected 0 to 10'",
    "max-connections, 0, 'max-connections is 0, expected 1 to 1000'",
    "connection-idle, 0s, 'connection-idle is PT0S, expected more than zero'",
    "keep-alive.interval, -1s, 'keep-alive.interval is PT-1S, expected zero or more'",
    "keep-alive.timeout, 0s, 'keep-alive.timeout is PT0S, expected more than zero'",
    "wait-for-ready, -1s, 'wait-for-ready is PT-1S, expected zero or more'",
    "resolve, -1s, 'resolve is PT-1S, expected zero or more'",
    "metadata.request.allow, X-A, 'metadata allow has \"X-A\", expected a name in lower case'",
    "metadata.response.deny, a*b, 'metadata deny has \"a*b\", expected a name in lower case'",
    "schema.reflection, true, 'schema.reflection is true and schema.descriptor-set is \"file:a\","
        + " expected one source'",
    "schema.poll, -1s, 'schema.poll is PT-1S, expected zero or more'",
    "schema.allow, a.B, 'schema.allow has \"a.B\", expected package.Service/Method, package.Serv'",
    "schema.deny, '/x', 'schema.deny has \"/x\", expected package.Service/Method'",
    "schema.prefix, p/, 'schema.prefix is \"p/\", expected a path such as /orders'",
    "metadata.add.grpc-timeout, 1S, 'metadata.add has the name \"grpc-timeout\"'",
    "metadata.add.x-bin, AA, 'metadata.add has the name \"x-bin\"'",
    "metadata.add.x-a, é, 'metadata.add.x-a has a value that is not printable ASCII'"
  })
  void upstream_badValue_isRefusedWithWhatWasExpected(String key, String value, String message) {
    Map<String, String> properties = new HashMap<>(NEEDED);
    properties.put("bluehub.upstreams.a." + key, value);

    assertThatThrownBy(() -> gateway(properties)).rootCause().hasMessageContaining(message);
  }

  @Test
  void upstream_withoutTarget_isRefused() {
    Map<String, String> properties = new HashMap<>(NEEDED);
    properties.remove("bluehub.upstreams.a.target");

    assertThatThrownBy(() -> gateway(properties))
        .rootCause()
        .hasMessage("target is blank, expected a value");
  }

  @Test
  void upstream_withoutDescriptorSet_isAskedByReflection() {
    Map<String, String> properties = new HashMap<>(NEEDED);
    properties.remove("bluehub.upstreams.a.schema.descriptor-set");

    assertThat(gateway(properties).upstreams())
        .hasEntrySatisfying("a", each -> assertThat(each.schema().reflection()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "title, ' ', 'site.title is blank'",
    "version, ' ', 'site.version is blank'",
    "servers, '', 'site.servers is empty'",
    "servers[0], ' ', 'site.servers is blank'",
  })
  void site_badValue_isRefusedWithWhatWasExpected(String key, String value, String message) {
    assertThatThrownBy(() -> gateway(Map.of("bluehub.site." + key, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining(message);
  }

  @Test
  void latencyBuckets_notAscending_areRefused() {
    assertThatThrownBy(() -> gateway(Map.of("bluehub.metrics.latency-buckets", "2ms,1ms")))
        .rootCause()
        .hasMessage(
            "metrics.latency-buckets has PT0.001S after PT0.002S, expected ascending durations");
  }

  @Test
  void cors_ofEveryOriginWithCredentials_isRefused() {
    Map<String, String> properties =
        Map.of(
            "bluehub.http.cors.allowed-origins", "*",
            "bluehub.http.cors.allow-credentials", "true");

    assertThatThrownBy(() -> http(properties))
        .rootCause()
        .hasMessageStartingWith(
            "cors.allowed-origins has \"*\" and cors.allow-credentials is true, which would let"
                + " every page on the web act as its visitor; expected the origins that may");
  }
}
