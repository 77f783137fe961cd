package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long connections live, and in which order they are served. */
class ConnectionTest {
  private static final int LARGE = 256 * 1024;

  /** More than the system's buffers take, also in half. */
  private static final int MANY = 200;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService().answering(ConnectionTest::greet);
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static void greet(ServedCall call) throws Exception {
    String name = call.request(SayHelloRequest.parser()).getName();
    call.reply(SayHelloResponse.newBuilder().setMessage(name).build());
  }

  private static String get(String name) {
    return "GET /v1/example/sayhello/" + name + " HTTP/1.1\nHost: a\n\n";
  }

  private static String json(String name) {
    return "{\"message\":\"" + name + "\"}";
  }

  @Test
  void connection_isKeptAlive() {
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.send(get("n" + i)).read().body()).isEqualTo(json("n" + i));
      }
    }
  }

  @Test
  void pipelined_areAnsweredInOrder() {
    try (RawClient client = gateway.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        // Every third is answered by the gateway itself, at once.
        requests.append(i % 3 == 0 ? "GET /nope/" + i + " HTTP/1.1\nHost: a\n\n" : get("n" + i));
      }
      client.send(requests.toString());
      for (int i = 0; i < 200; i++) {
        Answer answer = client.read();
        if (i % 3 == 0) {
          assertThat(answer.status()).isEqualTo(404);
        } else {
          assertThat(answer.body()).isEqualTo(json("n" + i));
        }
      }
    }
  }

  @Test
  void pipelined_afterClose_areNotServed() {
    try (RawClient client = gateway.connect()) {
      client.send("GET /nope HTTP/1.1\nHost: a\nConnection: close\n\n" + get("x"));

      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void connectionClose_isObeyed() {
    try (RawClient client = gateway.connect()) {
      client.send("GET /v1/example/sayhello/x HTTP/1.1\nHost: a\nConnection: close\n\n");
      Answer answer = client.read();

      assertThat(answer.body()).isEqualTo(json("x"));
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void http10_isAnsweredAndClosed() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("GET /v1/example/sayhello/x HTTP/1.0\n\n").read();

      assertThat(answer.body()).isEqualTo(json("x"));
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void http10_withKeepAlive_isKept() {
    try (RawClient client = gateway.connect()) {
      String request = "GET /v1/example/sayhello/x HTTP/1.0\nConnection: keep-alive\n\n";

      assertThat(client.send(request).read().header("connection")).isEqualTo("keep-alive");
      assertThat(client.send(request).read().body()).isEqualTo(json("x"));
    }
  }

  @Test
  void emptyLines_beforeARequest_areSkipped() {
    try (RawClient client = gateway.connect()) {
      assertThat(client.send("\n\n" + get("x")).read().body()).isEqualTo(json("x"));
    }
  }

  /** The head's time would be over at once, and be told by 408. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\n\n\n"})
  void emptyLines_alone_areNoRequest(String lines) {
    try (Gateway impatient =
            new Gateway(
                service.port(),
                "bluehub.http.timeouts.header=20ms",
                "bluehub.http.timeouts.idle=1s");
        RawClient fresh = impatient.connect();
        RawClient used = impatient.connect()) {
      assertThat(used.send(get("x")).read().status()).isEqualTo(200);

      fresh.send(lines);
      used.send(lines);

      assertThat(fresh.closedByServer()).isTrue();
      assertThat(used.closedByServer()).isTrue();
    }
  }

  @Test
  void emptyLine_andHalfAHead_is408() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.header=50ms");
        RawClient client = impatient.connect()) {
      assertThat(client.send("\nGET /v1").read().status()).isEqualTo(408);
    }
  }

  /** Else what a client does not read would pile up here. */
  @Test
  void pipelined_whoseAnswersAreNotRead_wait() throws Exception {
    AtomicInteger served = new AtomicInteger();
    SayHelloResponse large = SayHelloResponse.newBuilder().setMessage("y".repeat(LARGE)).build();
    try (TestService counting =
            new TestService()
                .answering(
                    call -> {
                      served.incrementAndGet();
                      call.reply(large);
                    });
        Gateway single =
            new Gateway(new EventLoops(1), counting.port(), "bluehub.http.timeouts.header=20ms");
        RawClient client = single.connect();
        RawClient other = single.connect()) {
      client.send(get("x").repeat(MANY));
      int seen = -1;
      for (int turns = 0; turns < 1_000; turns++) {
        assertThat(other.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
        turns = served.get() == seen ? turns : 0;
        seen = served.get();
      }
      assertThat(seen).isLessThan(MANY / 2);

      for (int i = 0; i < MANY; i++) {
        assertThat(client.read().body()).hasSize(LARGE + json("").length());
      }
      assertThat(client.send(get("x")).read().status()).isEqualTo(200);
    }
  }

  @Test
  void idle_isClosed() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.idle=50ms");
        RawClient client = impatient.connect()) {
      assertThat(client.send(get("x")).read().status()).isEqualTo(200);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void head_thatDoesNotCome_is408() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.header=50ms");
        RawClient client = impatient.connect()) {
      Answer answer = client.send("GET /v1/example/sayhello/x HTTP/1.1\nHo").read();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void body_thatDoesNotCome_is408() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.body=50ms");
        RawClient client = impatient.connect()) {
      Answer answer =
          client
              .send("POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 9\n\n{\"or")
              .read();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void connections_beyondTheLimit_get503() {
    try (Gateway small = new Gateway(service.port(), "bluehub.http.limits.max-connections=1");
        RawClient first = small.connect()) {
      assertThat(first.send(get("x")).read().status()).isEqualTo(200);
      try (RawClient second = small.connect()) {
        Answer answer = second.read();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.body()).startsWith("{\"code\":14,");
        assertThat(second.closedByServer()).isTrue();
      }
      assertThat(first.send(get("y")).read().body()).isEqualTo(json("y"));
    }
  }

  @Test
  void clientThatLeavesInTheMiddleOfAHead_isForgotten() {
    try (RawClient client = gateway.connect()) {
      client.send("GET /v1/example/say");
    }
    try (RawClient client = gateway.connect()) {
      assertThat(client.send(get("x")).read().status()).isEqualTo(200);
    }
  }
}
