package bluehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.edge.EdgeServer;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/** The program as it is shipped: its wiring, its own settings, its management port. */
class ProgramTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static TestService service;
  private static ConfigurableApplicationContext program;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    service = new TestService();
    greet();
    program =
        SpringApplication.run(
            GatewayApplication.class,
            "--bluehub.http.address=127.0.0.1",
            "--bluehub.http.port=0",
            "--bluehub.access-log.enabled=true",
            "--bluehub.upstreams.router.target=127.0.0.1:" + service.port(),
            "--bluehub.upstreams.router.schema.descriptor-set="
                + "classpath:META-INF/bluehub/example.binpb",
            "--bluehub.upstreams.router.reconnect=20ms",
            "--server.address=127.0.0.1",
            "--server.port=0");
    http = HttpClient.newHttpClient();
  }

  private static void greet() {
    service.answering(
        call -> call.reply(SayHelloResponse.newBuilder().setMessage("Hello you").build()));
  }

  @AfterAll
  static void stop() {
    http.close();
    program.close();
    service.close();
  }

  private static HttpResponse<String> get(int port, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> manage(String path) {
    int port = program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    return get(port, "/actuator" + path);
  }

  private static HttpResponse<String> call(String path) {
    return get(program.getBean(EdgeServer.class).port(), path);
  }

  @Test
  void sampleApi_isServedBySettingsAlone() {
    HttpResponse<String> response = call("/v1/example/sayhello/you");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"message\":\"Hello you\"}");
  }

  @Test
  void management_isNotOnTheClientsPort() {
    assertThat(call("/actuator/health").statusCode()).isEqualTo(404);
  }

  @Test
  void liveness_isUp() {
    assertThat(manage("/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void readiness_followsTheUpstream() {
    await().atMost(LONG).until(() -> manage("/health/readiness").statusCode() == 200);
    assertThat(manage("/health/readiness").body()).contains("\"router\":\"connected\"");

    service.pause();
    await().atMost(LONG).until(() -> manage("/health/readiness").statusCode() == 503);
    assertThat(manage("/health/readiness").body()).contains("\"router\":\"not connected\"");
    assertThat(manage("/health/liveness").statusCode()).isEqualTo(200);

    service.resume();
    await().atMost(LONG).until(() -> manage("/health/readiness").statusCode() == 200);
  }

  @Test
  void schemas_areToldWithTheirState() {
    HttpResponse<String> response = manage("/schemas");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"upstream\":\"router\"", "\"status\":\"SERVING\"", "\"problems\":[]");
  }

  @Test
  void metrics_tellOfSchemas() {
    assertThat(manage("/prometheus").body().lines())
        .contains(
            "bluehub_schema_serving{upstream=\"router\"} 1.0",
            "bluehub_schema_problems{upstream=\"router\"} 0.0",
            "bluehub_schema_failures_total{upstream=\"router\"} 0.0",
            "bluehub_schema_swaps_total{upstream=\"router\"} 1.0")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("bluehub_schema_confirmed_time_seconds{upstream=\"router\"} 1."));
  }

  @Test
  void readiness_whenTrafficIsRefused_isOutOfService() {
    AvailabilityChangeEvent.publish(program, ReadinessState.REFUSING_TRAFFIC);
    assertThat(manage("/health/readiness").statusCode()).isEqualTo(503);
    assertThat(manage("/health/readiness").body()).contains("OUT_OF_SERVICE");

    AvailabilityChangeEvent.publish(program, ReadinessState.ACCEPTING_TRAFFIC);
    await().atMost(LONG).until(() -> manage("/health/readiness").statusCode() == 200);
  }

  @Test
  void metrics_tellOfRequestsByRouteAndCode() {
    call("/v1/example/sayhello/you");
    call("/nope/" + System.nanoTime());
    call("/openapi.json");
    // An answer may reach its client before it is counted.
    await()
        .atMost(LONG)
        .until(() -> manage("/prometheus").body().contains("bluehub_requests_in_flight 0.0"));

    assertThat(manage("/prometheus").body())
        .contains(
            "bluehub_requests_seconds_count{code=\"OK\",method=\"GET\","
                + "route=\"/v1/example/sayhello/{name}\","
                + "rpc=\"bluehub.example.v1.HelloWorldService/SayHello\",status=\"2xx\","
                + "upstream=\"router\"}")
        .contains("le=\"0.005\"")
        .contains("bluehub_response_bytes_total{method=\"GET\"")
        .contains("bluehub_refused_total{reason=\"path\"} ")
        .contains("bluehub_connections_accepted_total ")
        .contains("bluehub_requests_seconds_count{code=\"NOT_FOUND\",method=\"none\"")
        .contains(
            "bluehub_requests_seconds_count{code=\"OK\",method=\"GET\",route=\"site\",rpc=\"none\",")
        .contains("bluehub_connections ")
        .contains("bluehub_upstream_live{upstream=\"router\"} ")
        .contains("bluehub_access_log_dropped_total 0.0")
        .doesNotContain("nope");
  }

  @Test
  void metrics_countTheMessagesOfStreams() throws Exception {
    service.streaming(
        call -> {
          while (call.take() != null) {
            call.send(SayHelloResponse.getDefaultInstance());
          }
          call.send(SayHelloResponse.getDefaultInstance()).end();
        });
    URI each =
        URI.create(
            "http://127.0.0.1:" + program.getBean(EdgeServer.class).port() + "/v1/example/each");
    try {
      http.send(
          HttpRequest.newBuilder(each)
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofString("{}\n{}\n"))
              .build(),
          BodyHandlers.ofString());
    } finally {
      greet();
    }
    String labels =
        "{method=\"POST\",route=\"/v1/example/each\","
            + "rpc=\"bluehub.example.v1.HelloWorldService/GreetEach\",upstream=\"router\"}";

    assertThat(manage("/prometheus").body())
        .contains("bluehub_stream_messages_received_total" + labels + " 2.0")
        .contains("bluehub_stream_messages_sent_total" + labels + " 3.0");
  }
}
