package bluehub.gateway.edge;

import static bluehub.gateway.fixture.FrameClient.CANCEL;
import static bluehub.gateway.fixture.FrameClient.DATA;
import static bluehub.gateway.fixture.FrameClient.HEADERS;
import static bluehub.gateway.fixture.FrameClient.INTERNAL_ERROR;
import static bluehub.gateway.fixture.FrameClient.NO_ERROR;
import static bluehub.gateway.fixture.FrameClient.RST_STREAM;
import static bluehub.gateway.fixture.FrameClient.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Answer;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies in both directions: windows, resets, what is not wanted, and who has to wait. */
class Http2FlowTest {
  private static final String PATH = "/v1/example/sayhello/x";
  private static final String STREAM = "/v1/example/greetings/x";
  private static final String CARDS = "/v1/example/cards";
  private static final int INITIAL_WINDOW_SIZE = 4;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService();
    gateway = new Gateway(service.port(), "bluehub.http.limits.max-body=100000B");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static FrameClient open(int... settings) {
    return new FrameClient(gateway.port()).open(settings);
  }

  private static void reply(ServedCall call, String message) {
    call.reply(SayHelloResponse.newBuilder().setMessage(message).build());
  }

  private static StreamGreetingsResponse big() {
    return StreamGreetingsResponse.newBuilder().setMessage("x".repeat(50_000)).build();
  }

  @Test
  void answer_keepsToTheClientsWindow() {
    service.answering(call -> reply(call, "y".repeat(100)));
    try (FrameClient client = open(INITIAL_WINDOW_SIZE, 10)) {
      client.get(1, PATH);
      assertThat(client.next(1).type()).isEqualTo(HEADERS);
      Frame first = client.next(1);
      assertThat(first.payload()).hasSize(10);
      assertThat(first.last()).isFalse();

      // Another stream has a window of its own.
      client.get(3, "/nope");
      assertThat(client.next(3).type()).isEqualTo(HEADERS);
      assertThat(client.next(3).payload()).hasSize(10);

      client.window(1, 5);
      assertThat(client.next(1).payload()).hasSize(5);
      client.window(1, 1_000);
      Frame rest = client.next(1);
      assertThat(rest.payload()).hasSize(114 - 15);
      assertThat(rest.last()).isTrue();
    }
  }

  @Test
  void windowThatGrowsBySettings_isUsed() {
    service.answering(call -> reply(call, "y"));
    try (FrameClient client = open(INITIAL_WINDOW_SIZE, 0)) {
      client.get(1, PATH);
      assertThat(client.next(1).type()).isEqualTo(HEADERS);
      client.settings(INITIAL_WINDOW_SIZE, 100);

      assertThat(client.next(1).payload()).hasSize(15);
    }
  }

  @Test
  void stream_ofAClientThatGivesNoWindow_stopsTheService_andOthersGoOn() throws Exception {
    int messages = 200;
    AtomicInteger sent = new AtomicInteger();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    CompletableFuture<Void> go = new CompletableFuture<>();
    service.answering(call -> pour(call, messages, sent, stopped, go));
    try (FrameClient client = open()) {
      client.request(1, true, "GET", STREAM, "accept", "application/x-ndjson");
      stopped.get(1, TimeUnit.MINUTES);
      // Windows of both sides and buffers on the way, far from all 10 MB.
      assertThat(sent.get()).isLessThan(messages / 2);

      service.answering(call -> reply(call, "y"));
      client.window(0, 1 << 20);
      assertThat(client.get(3, PATH).answer(3).body()).isEqualTo("{\"message\":\"y\"}");

      go.complete(null);
      client.window(1, 1 << 20);
      assertThat(client.answer(1).body().lines().count()).isEqualTo(messages);
    }
  }

  private static void pour(
      ServedCall call,
      int messages,
      AtomicInteger sent,
      CompletableFuture<Void> stopped,
      CompletableFuture<Void> go) {
    StreamGreetingsResponse message = big();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (sent.get() < messages) {
                  if (!call.ready()) {
                    stopped.complete(null);
                    go.join();
                    call.awaitReady();
                  }
                  call.send(message);
                  sent.incrementAndGet();
                }
                call.end();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Test
  void client_thatTakesNothing_losesItsStream() throws Exception {
    service.answering(call -> call.send(big()));
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.write=100ms");
        FrameClient client = new FrameClient(impatient.port()).open(INITIAL_WINDOW_SIZE, 0)) {
      client.get(1, STREAM);
      assertThat(client.next(1).type()).isEqualTo(HEADERS);
      Frame reset = client.next(1);

      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(CANCEL);
      assertThat(impatient.takeRecord().httpStatus()).isEqualTo(499);
      assertThat(client.get(3, "/nope").next(3).headers().status()).hasToString("404");
    }
  }

  @Test
  void reset_byTheClient_cancelsTheCall_andNoOther() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway own = new Gateway(slow.port());
        FrameClient client = new FrameClient(own.port()).open()) {
      client.get(1, PATH);
      ServedCall first = slow.takeCall();
      client.get(3, PATH);
      ServedCall second = slow.takeCall();

      client.reset(1, CANCEL);
      first.awaitCancelled();
      assertThat(own.takeRecord().httpStatus()).isEqualTo(499);
      assertThat(second.isCancelled()).isFalse();
      reply(second, "y");
      assertThat(client.answer(3).body()).isEqualTo("{\"message\":\"y\"}");
    }
  }

  @Test
  void client_thatLeaves_cancelsAllCalls() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway own = new Gateway(slow.port())) {
      ServedCall first;
      ServedCall second;
      try (FrameClient client = new FrameClient(own.port()).open().get(1, PATH)) {
        first = slow.takeCall();
        client.get(3, PATH);
        second = slow.takeCall();
      }
      first.awaitCancelled();
      second.awaitCancelled();
    }
  }

  @Test
  void failure_thatTheBodyCannotTell_isAReset(@TempDir Path folder) throws Exception {
    Path schema = Files.write(folder.resolve("raw.binpb"), Schemas.withRawBodies());
    try (TestService raw =
            new TestService().answering(call -> call.send(body("abc")).fail(Status.ABORTED));
        Gateway own =
            new Gateway(
                raw.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + schema);
        FrameClient client = new FrameClient(own.port()).open()) {
      client.get(1, "/v1/raws/x");
      Frame frame = client.next(1);
      while (frame.type() != RST_STREAM) {
        assertThat(frame.last()).isFalse();
        frame = client.next(1);
      }

      assertThat(frame.error()).isEqualTo(INTERNAL_ERROR);
      assertThat(client.get(3, "/nope").answer(3).status()).isEqualTo("404");
    }
  }

  private static HttpBody body(String text) {
    return HttpBody.newBuilder()
        .setContentType("text/plain")
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }

  @Test
  void trailers_comeWithTheEnd() {
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-sum", Metadata.ASCII_STRING_MARSHALLER), "1");
    service.answering(
        call -> call.send(StreamGreetingsResponse.newBuilder().setNumber(1).build()).end(trailers));
    try (FrameClient client = open()) {
      Answer answer = client.get(1, STREAM).answer(1);

      assertThat(answer.body()).isEqualTo("[{\"number\":1}]");
      assertThat(answer.trailers().get("x-sum")).hasToString("1");
    }
  }

  @Test
  void stream_toHead_hasNoBody() {
    service.answering(
        call -> call.send(StreamGreetingsResponse.newBuilder().setNumber(1).build()).end());
    try (FrameClient client = open()) {
      Frame head = client.request(1, true, "HEAD", STREAM).next(1);

      assertThat(head.headers().status()).hasToString("200");
      assertThat(head.last()).isTrue();
    }
  }

  @Test
  void body_getsItsWindowAgain_asItIsRead() {
    service.answering(call -> reply(call, "y"));
    try (Gateway small =
            new Gateway(
                service.port(),
                "bluehub.http.http2.stream-window=100B",
                "bluehub.http.http2.connection-window=65535B");
        FrameClient client = new FrameClient(small.port()).open()) {
      client.await(FrameClient.SETTINGS);
      client.request(1, false, "POST", CARDS).data(1, false, " ".repeat(60));
      Frame update = client.await(WINDOW_UPDATE);

      assertThat(update.stream()).isEqualTo(1);
      client.data(1, false, " ".repeat(60)).data(1, true, "");
      assertThat(client.answer(1).status()).isNotNull();
    }
  }

  @Test
  void clientsTrailers_areTakenAndForgotten() {
    service.answering(call -> reply(call, "y"));
    try (FrameClient client = open()) {
      client.request(1, false, "GET", PATH);
      client.headers(1, true, new DefaultHttp2Headers(false).add("x-sum", "1"));

      assertThat(client.answer(1).status()).isEqualTo("200");
    }
  }

  @Test
  void expectContinue_isToldToProceed() {
    service.answering(call -> reply(call, "y"));
    try (FrameClient client = open()) {
      client.request(1, false, "POST", CARDS, "expect", "100-continue");

      assertThat(client.next(1).headers().status()).hasToString("100");
      assertThat(client.data(1, true, "{}").answer(1).status()).isNotEqualTo("100");
    }
  }

  @Test
  void expectContinue_ofAnUnknownPath_getsTheFinalStatus_andTheBodyIsCutOff() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", "/nope", "expect", "100-continue");

      assertThat(client.answer(1).status()).isEqualTo("404");
      Frame reset = client.next(1);
      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(NO_ERROR);
    }
  }

  @Test
  void body_declaredTooLarge_is413_andCutOff() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", CARDS, "content-length", "100001");

      assertThat(client.answer(1).status()).isEqualTo("413");
      assertThat(client.next(1).error()).isEqualTo(NO_ERROR);
      assertThat(client.get(3, "/nope").answer(3).status()).isEqualTo("404");
    }
  }

  @Test
  void body_growingTooLarge_is413_andCutOff() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", CARDS);
      for (int i = 0; i < 12; i++) {
        client.data(1, false, " ".repeat(16_000));
      }

      assertThat(client.answer(1).status()).isEqualTo("413");
      assertThat(client.next(1).error()).isEqualTo(NO_ERROR);
    }
  }

  /** The answer is not written before the read has come to its end, and then nothing follows. */
  @Test
  void body_growingTooLarge_inOneRead_is413_andCutOff() {
    CountDownLatch latch = new CountDownLatch(1);
    try (Gateway other =
            new Gateway(
                new EventLoops(1),
                service.port(),
                "bluehub.http.limits.max-body=1KB",
                "bluehub.http.timeouts.body=1h");
        FrameClient client = new FrameClient(other.port()).open()) {
      assertThat(client.get(1, "/nope").answer(1).status()).isEqualTo("404");
      other.lanes().all().getFirst().loop().execute(() -> awaitUninterruptibly(latch));
      client.request(3, false, "POST", CARDS);
      for (int i = 0; i < 6; i++) {
        client.data(3, false, " ".repeat(16_000));
      }
      latch.countDown();

      assertThat(client.answer(3).status()).isEqualTo("413");
      assertThat(client.next(3).error()).isEqualTo(NO_ERROR);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void body_thatNobodyWants_isReadToItsEnd() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", "/nope").data(1, false, "{");
      assertThat(client.answer(1).status()).isEqualTo("404");
      client.data(1, true, "}").get(3, "/nope");

      Frame next = client.read();
      while (next.type() == WINDOW_UPDATE) {
        next = client.read();
      }
      assertThat(next.stream()).isEqualTo(3);
      assertThat(next.type()).isNotEqualTo(DATA);
    }
  }
}
