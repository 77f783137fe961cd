package bluehub.gateway.edge;

import static bluehub.gateway.fixture.FrameClient.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Answer;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, on the port that serves HTTP/1.1: by prior knowledge and by upgrade. */
class Http2Test {
  private static final String PATH = "/v1/example/sayhello/";

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService().answering(Http2Test::greet);
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static void greet(ServedCall call) throws Exception {
    reply(call, call.request(SayHelloRequest.parser()).getName());
  }

  private static void reply(ServedCall call, String message) {
    call.reply(SayHelloResponse.newBuilder().setMessage(message).build());
  }

  private static String json(String name) {
    return "{\"message\":\"" + name + "\"}";
  }

  private static FrameClient open() {
    return new FrameClient(gateway.port()).open();
  }

  @Test
  void priorKnowledge_isServed() {
    try (FrameClient client = open()) {
      Answer answer = client.get(1, PATH + "x").answer(1);

      assertThat(answer.status()).isEqualTo("200");
      assertThat(answer.body()).isEqualTo(json("x"));
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("content-length")).isEqualTo("15");
      assertThat(answer.header("date")).endsWith(" GMT");
      assertThat(answer.header("x-request-id")).hasSize(32);
      assertThat(answer.header("connection")).isNull();
    }
  }

  @Test
  void preface_inPieces_isKnown() {
    try (FrameClient client = new FrameClient(gateway.port())) {
      for (char c : FrameClient.PREFACE.toCharArray()) {
        client.send(new byte[] {(byte) c});
      }
      assertThat(client.settings().get(1, PATH + "x").answer(1).body()).isEqualTo(json("x"));
    }
  }

  @Test
  void manyStreams_areServedAtOnce() {
    try (FrameClient client = open()) {
      int[] streams = IntStream.range(0, 100).map(i -> 2 * i + 1).toArray();
      for (int stream : streams) {
        client.get(stream, PATH + "n" + stream);
      }
      for (int stream : streams) {
        assertThat(client.answer(stream).body()).isEqualTo(json("n" + stream));
      }
    }
  }

  @Test
  void answers_comeInAnyOrder() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway own = new Gateway(slow.port());
        FrameClient client = new FrameClient(own.port()).open()) {
      client.get(1, PATH + "first");
      ServedCall first = slow.takeCall();
      client.get(3, PATH + "second");
      ServedCall second = slow.takeCall();

      reply(second, "second");
      assertThat(client.answer(3).body()).isEqualTo(json("second"));
      reply(first, "first");
      assertThat(client.answer(1).body()).isEqualTo(json("first"));
    }
  }

  @Test
  void head_hasNoBody() {
    try (FrameClient client = open()) {
      Frame head = client.request(1, true, "HEAD", PATH + "x").next(1);

      assertThat(head.headers().status()).hasToString("200");
      assertThat(head.headers().get("content-length")).hasToString("15");
      assertThat(head.flags() & END_STREAM).isNotZero();
    }
  }

  @Test
  void fields_becomeMetadata_withoutPseudoFields_andCookiesJoined() throws Exception {
    try (TestService own = new TestService().answering(call -> reply(call, "x"));
        Gateway other = new Gateway(own.port());
        FrameClient client = new FrameClient(other.port()).open()) {
      client.request(1, true, "GET", PATH + "x", "cookie", "a=1", "x-own", "y", "cookie", "b=2");
      ServedCall call = own.takeCall();

      assertThat(call.header("cookie")).isEqualTo("a=1; b=2");
      assertThat(call.header("x-own")).isEqualTo("y");
      assertThat(call.headers().keys()).noneMatch(key -> key.startsWith(":"));
      assertThat(client.answer(1).status()).isEqualTo("200");
    }
  }

  @Test
  void javaClient_isUpgraded() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + gateway.port() + PATH + "x");
      HttpResponse<String> first =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(first.body()).isEqualTo(json("x"));

      List<CompletableFuture<HttpResponse<String>>> more = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        more.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> each : more) {
        assertThat(each.join().body()).isEqualTo(json("x"));
        assertThat(each.join().version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
    }
  }
}
