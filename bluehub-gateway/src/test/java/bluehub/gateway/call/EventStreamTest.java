package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Streams that live long: deadlines of their own, and comments that keep events alive. */
class EventStreamTest {
  private static final String STREAM = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n";
  private static final String EVENTS = STREAM + "Accept: text/event-stream\n";
  private static final String UNARY = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final StreamGreetingsResponse ONE =
      StreamGreetingsResponse.newBuilder().setNumber(1).build();
  private static final String COMMENT = ":\n\n";

  private static String read(RawClient client) throws IOException {
    return new String(client.chunk(), StandardCharsets.UTF_8);
  }

  private static void skipHead(RawClient client) throws IOException {
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    String line;
    do {
      line = client.line();
    } while (!line.isEmpty());
  }

  @Test
  void silence_isFilledWithComments_evenBeforeTheFirstEvent() throws Exception {
    try (TestService service = new TestService().streaming(call -> call.take());
        Gateway gateway = new Gateway(service.port(), "bluehub.http.streams.keep-alive=40ms");
        RawClient client = gateway.connect()) {
      client.send(EVENTS + "\n");
      ServedCall call = service.takeCall();
      skipHead(client);
      assertThat(read(client)).isEqualTo(COMMENT);
      assertThat(read(client)).isEqualTo(COMMENT);
      call.send(ONE);
      String next = read(client);
      while (next.equals(COMMENT)) {
        next = read(client);
      }
      assertThat(next).isEqualTo("data: {\"number\":1}\n\n");
      assertThat(read(client)).isEqualTo(COMMENT);
      call.fail(Status.ABORTED);
      next = read(client);
      while (next.equals(COMMENT)) {
        next = read(client);
      }
      assertThat(next).startsWith("event: error\n");
      assertThat(client.chunk()).isEmpty();
    }
  }

  /** Events of one connection come and go while another's are kept alive. */
  @Test
  void streams_thatEnd_areForgotten() throws Exception {
    try (TestService service = new TestService().streaming(call -> call.take());
        Gateway gateway = new Gateway(service.port(), "bluehub.http.streams.keep-alive=40ms");
        RawClient first = gateway.connect();
        RawClient second = gateway.connect();
        RawClient third = gateway.connect()) {
      first.send(EVENTS + "\n");
      ServedCall one = service.takeCall();
      second.send(EVENTS + "\n");
      service.takeCall();
      third.send(EVENTS + "\n");
      service.takeCall();
      one.end();
      assertThat(first.read().status()).isEqualTo(200);
      second.reset();
      skipHead(third);
      assertThat(read(third)).isEqualTo(COMMENT);
      assertThat(read(third)).isEqualTo(COMMENT);
    }
  }

  @Test
  void lines_haveNoComments_andTheirHeadWaits() throws Exception {
    try (TestService service = new TestService().streaming(call -> call.take());
        Gateway gateway = new Gateway(service.port(), "bluehub.http.streams.keep-alive=20ms");
        RawClient events = gateway.connect();
        RawClient lines = gateway.connect()) {
      lines.send(STREAM + "Accept: application/x-ndjson\n\n");
      ServedCall call = service.takeCall();
      events.send(EVENTS + "\n");
      skipHead(events);
      assertThat(read(events)).isEqualTo(COMMENT);
      call.fail(Status.NOT_FOUND);

      assertThat(lines.read().status()).isEqualTo(404);
    }
  }

  @Test
  void lastEventId_isPassedOn() throws Exception {
    try (TestService service = new TestService().answering(call -> call.end());
        Gateway gateway = new Gateway(service.port());
        RawClient client = gateway.connect()) {
      client.send(EVENTS + "Last-Event-ID: 17\n\n").read();

      assertThat(service.takeCall().header("last-event-id")).isEqualTo("17");
    }
  }

  @Test
  void stream_livesLongerThanTheDeadlineOfOtherCalls() throws Exception {
    try (TestService service = new TestService().streaming(call -> call.take());
        Gateway gateway = new Gateway(service.port(), "bluehub.upstreams.router.deadline=150ms");
        RawClient stream = gateway.connect();
        RawClient unary = gateway.connect()) {
      stream.send(STREAM + "\n");
      ServedCall call = service.takeCall();
      assertThat(unary.send(UNARY).read().status()).isEqualTo(504);
      call.send(ONE).end();

      assertThat(stream.read().body()).isEqualTo("[{\"number\":1}]");
    }
  }

  @Test
  void streamDeadline_endsStreams() throws Exception {
    try (TestService service = new TestService().streaming(call -> call.send(ONE));
        Gateway gateway =
            new Gateway(service.port(), "bluehub.upstreams.router.stream-deadline=300ms");
        RawClient client = gateway.connect()) {
      Answer answer = client.send(STREAM + "\n").read();

      assertThat(answer.body()).contains("\"error\":{\"code\":4,");
    }
  }

  @Test
  void streamDeadline_ofZero_isNone() throws Exception {
    try (TestService service = new TestService().answering(call -> call.send(ONE).end());
        Gateway gateway =
            new Gateway(service.port(), "bluehub.upstreams.router.stream-deadline=0s");
        RawClient client = gateway.connect()) {
      assertThat(client.send(STREAM + "\n").read().body()).isEqualTo("[{\"number\":1}]");
      assertThat(service.takeCall().header("grpc-timeout")).isNull();
      client.send(STREAM + "Grpc-Timeout: 5S\n\n").read();
      assertThat(service.takeCall().header("grpc-timeout")).isNotNull();
    }
  }
}
