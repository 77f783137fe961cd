package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trailing metadata as trailing fields (rule 25; RFC 9110 §6.5). */
class TrailersTest {
  private static final String UNARY = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n";
  private static final String STREAM = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n";
  private static final String TAKEN = "TE: trailers\n\n";
  private static final StreamGreetingsResponse ONE =
      StreamGreetingsResponse.newBuilder().setNumber(1).build();

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService();
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static Metadata trailers(String... pairs) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < pairs.length; i += 2) {
      metadata.put(Metadata.Key.of(pairs[i], Metadata.ASCII_STRING_MARSHALLER), pairs[i + 1]);
    }
    return metadata;
  }

  private static Answer send(String request, TestService.Behaviour behaviour) {
    service.answering(behaviour);
    try (RawClient client = gateway.connect()) {
      return client.send(request).read();
    }
  }

  @Test
  void stream_forAClientThatTakesThem_endsWithTrailers() {
    Metadata trailers = trailers("x-count", "1", "grpc-own", "x", "set-cookie", "a=b");
    trailers.put(Metadata.Key.of("x-sum-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1, 2});

    Answer answer = send(STREAM + TAKEN, call -> call.send(ONE).end(trailers));

    assertThat(answer.body()).isEqualTo("[{\"number\":1}]");
    assertThat(answer.trailers()).containsExactlyInAnyOrder("x-count: 1", "x-sum-bin: AQI");
  }

  @Test
  void stream_forAClientThatSaysNothing_hasNone() {
    Answer answer = send(STREAM + "\n", call -> call.send(ONE).end(trailers("x-count", "1")));

    assertThat(answer.body()).isEqualTo("[{\"number\":1}]");
    assertThat(answer.trailers()).isEmpty();
  }

  @Test
  void stream_thatFails_endsWithTrailersToo() {
    Answer answer =
        send(STREAM + TAKEN, call -> call.send(ONE).fail(Status.ABORTED, trailers("x-at", "2")));

    assertThat(answer.body()).contains("error");
    assertThat(answer.trailers()).containsExactly("x-at: 2");
  }

  @Test
  void unary_forAClientThatTakesThem_announcesThem() {
    SayHelloResponse hello = SayHelloResponse.newBuilder().setMessage("m").build();

    Answer answer =
        send(UNARY + TAKEN, call -> call.send(hello).end(trailers("x-a", "1", "x-b", "2")));

    assertThat(answer.header("trailer").split(", ")).containsExactlyInAnyOrder("x-a", "x-b");
    assertThat(answer.body()).isEqualTo("{\"message\":\"m\"}");
    assertThat(answer.trailers()).containsExactlyInAnyOrder("x-a: 1", "x-b: 2");
  }

  @Test
  void unary_withoutThem_isOneBlockWithALength() {
    SayHelloResponse hello = SayHelloResponse.newBuilder().setMessage("m").build();

    Answer taken = send(UNARY + TAKEN, call -> call.send(hello).end());
    Answer unsaid = send(UNARY + "\n", call -> call.send(hello).end(trailers("x-a", "1")));

    assertThat(taken.header("content-length")).isEqualTo("15");
    assertThat(unsaid.header("content-length")).isEqualTo("15");
    assertThat(unsaid.header("trailer")).isNull();
  }

  @Test
  void error_asTheWholeAnswer_hasAllMetadataInItsHead() {
    Answer answer =
        send(
            UNARY + TAKEN,
            call ->
                call.begin(trailers("x-early", "1"))
                    .fail(Status.NOT_FOUND, trailers("x-late", "2")));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-early")).isEqualTo("1");
    assertThat(answer.header("x-late")).isEqualTo("2");
    assertThat(answer.trailers()).isEmpty();
  }

  @Test
  void http10_hasNone() {
    Answer answer =
        send(
            STREAM.replace("1.1", "1.0") + TAKEN,
            call -> call.send(ONE).end(trailers("x-count", "1")));

    assertThat(answer.body()).isEqualTo("[{\"number\":1}]");
  }
}
