package bluehub.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page tells of upstreams and their schemas. */
class StatePageTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final ReflectingService service = new ReflectingService();

  @AfterEach
  void stop() {
    service.close();
  }

  private Gateway gateway(String... more) {
    Stream<String> usual = Stream.of(service.settings("router"));
    return new Gateway(
        service.port(), Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private static Answer get(Gateway gateway) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET /_bluehub/state.json HTTP/1.1\nHost: a\n\n").read();
    }
  }

  private static JsonNode router(Gateway gateway) {
    return JSON.readTree(get(gateway).body()).at("/upstreams/0");
  }

  @Test
  void schema_thatIsServed_isToldWithItsCounts() throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}", "Plain"));
    try (Gateway gateway = gateway()) {
      String digest = gateway.awaitSchema(each -> each.status() == Status.SERVING).digest();

      JsonNode state = router(gateway);

      assertThat(state.get("name").stringValue()).isEqualTo("router");
      assertThat(state.get("status").stringValue()).isEqualTo("serving");
      assertThat(state.get("digest").stringValue()).isEqualTo(digest).isNotEmpty();
      assertThat(state.get("services").intValue()).isEqualTo(1);
      assertThat(state.get("rpcs").intValue()).isEqualTo(2);
      assertThat(state.get("routes").intValue()).isEqualTo(2);
      assertThat(state.get("swaps").intValue()).isEqualTo(1);
      assertThat(state.get("problems")).isEmpty();
      assertThat(Instant.parse(state.get("since").stringValue())).isBefore(Instant.now());
    }
  }

  @Test
  void addresses_areNotTold() throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}"));
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway).body()).doesNotContain("127.0.0.1", "target", "source", "origin");
    }
  }

  @Test
  void source_thatCannotBeHad_isToldWithoutItsReason() throws Exception {
    service.versions();
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.failing() && !each.problems().isEmpty());

      JsonNode state = router(gateway);

      assertThat(state.get("status").stringValue()).isEqualTo("waiting");
      assertThat(state.get("failures").intValue()).isPositive();
      assertThat(state.get("problems"))
          .extracting(JsonNode::stringValue)
          .containsExactly("The schema's source cannot be had. The gateway's log says why.");
    }
  }

  @Test
  void details_areToldWhereTheSettingsWantThem() throws Exception {
    service.versions();
    try (Gateway gateway = gateway("bluehub.site.details=true")) {
      gateway.awaitSchema(each -> each.failing() && !each.problems().isEmpty());

      JsonNode state = router(gateway);

      assertThat(state.get("target").stringValue()).isEqualTo("127.0.0.1:" + service.port());
      assertThat(state.get("source").stringValue()).contains("127.0.0.1:" + service.port());
      assertThat(state.at("/problems/0").stringValue()).contains("has no server reflection");
    }
  }

  @Test
  void schema_thatIsRefused_isToldWithEachProblem() throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{nothing}", "Other=/v1/{neither}"));
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.status() == Status.REFUSED);

      JsonNode state = router(gateway);

      assertThat(state.get("status").stringValue()).isEqualTo("refused");
      assertThat(state.get("problems"))
          .hasSize(2)
          .extracting(JsonNode::stringValue)
          .anySatisfy(problem -> assertThat(problem).contains("nothing"))
          .anySatisfy(problem -> assertThat(problem).contains("neither"));
    }
  }

  @Test
  void page_isNotKept() {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}"));
    try (Gateway gateway = gateway()) {
      Answer answer = get(gateway);

      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    }
  }

  @Test
  void state_isNotThere_withoutThePage() {
    try (Gateway gateway = gateway("bluehub.site.page=false")) {
      assertThat(get(gateway).status()).isEqualTo(404);
    }
  }
}
