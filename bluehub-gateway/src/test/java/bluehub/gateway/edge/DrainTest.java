package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How the server stops: what is under way is answered, nothing new begins. */
class DrainTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";

  private static final String STREAM =
      "GET /v1/example/greetings/x HTTP/%s\nHost: a\nAccept: application/x-ndjson\n\n";

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("y").build());
  }

  private static CompletableFuture<Void> stop(Gateway gateway) {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    gateway.server().stop(() -> stopped.complete(null));
    return stopped;
  }

  @Test
  void stop_answersWhatIsUnderWay_andThenCloses() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port());
        RawClient busy = gateway.connect();
        RawClient idle = gateway.connect()) {
      busy.send(GET);
      ServedCall call = service.takeCall();
      CompletableFuture<Void> stopped = stop(gateway);

      assertThat(idle.closedByServer()).isTrue();
      assertThat(stopped).isNotDone();
      reply(call);
      Answer answer = busy.read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(busy.closedByServer()).isTrue();
      stopped.join();
    }
  }

  @Test
  void stop_withADelay_servesOn_andAsksClientsToLeave() {
    try (TestService service = new TestService().answering(DrainTest::reply);
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.delay=1h");
        RawClient before = gateway.connect()) {
      CompletableFuture<Void> stopped = stop(gateway);
      try (RawClient after = gateway.connect()) {
        Answer answer = after.send(GET).read();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("close");
      }
      assertThat(before.send(GET).read().status()).isEqualTo(200);
      assertThat(stopped).isNotDone();
    }
  }

  @Test
  void stop_closesTheListener() {
    try (TestService service = new TestService();
        Gateway gateway = new Gateway(service.port())) {
      int port = gateway.port();
      stop(gateway).join();

      assertThatThrownBy(() -> new RawClient(port)).hasMessageContaining("refused");
    }
  }

  @Test
  void stop_afterTheDrainTime_cutsOff() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.time=50ms");
        RawClient client = gateway.connect()) {
      client.send(GET);
      ServedCall call = service.takeCall();
      stop(gateway).join();

      assertThat(client.closedByServer()).isTrue();
      call.awaitCancelled();
    }
  }

  /** Without its last chunk a body is not complete (RFC 9112 §8). */
  @Test
  void stop_afterTheDrainTime_leavesAStreamWithoutItsLastChunk() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.time=50ms");
        RawClient client = gateway.connect()) {
      client.send(STREAM.formatted("1.1"));
      service.takeCall().send(SayHelloResponse.getDefaultInstance());
      skipHead(client);
      assertThat(client.chunk()).isEqualTo("{}\n".getBytes(StandardCharsets.US_ASCII));
      stop(gateway).join();

      assertThat(client.closedByServer()).isTrue();
    }
  }

  /** A body that ends with its connection would seem complete (RFC 9112 §8), but for a reset. */
  @Test
  void stop_afterTheDrainTime_resetsAStreamOfHttp10() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.time=50ms");
        RawClient client = gateway.connect()) {
      client.send(STREAM.formatted("1.0"));
      ServedCall call = service.takeCall();
      call.send(SayHelloResponse.getDefaultInstance());
      skipHead(client);
      assertThat(client.bytes(3)).isEqualTo("{}\n".getBytes(StandardCharsets.US_ASCII));
      stop(gateway).join();

      assertThatThrownBy(client::line).hasMessageContaining("reset");
      call.awaitCancelled();
    }
  }

  private static void skipHead(RawClient client) throws IOException {
    while (!client.line().isEmpty()) {
      // Of no interest.
    }
  }

  /**
   * Keeps the only event loop busy until the latch opens, so that what comes stays in the system.
   */
  private static void block(Gateway gateway, CountDownLatch latch) {
    gateway.lanes().all().getFirst().loop().execute(() -> awaitUninterruptibly(latch));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void connections_thatTheSystemHasAccepted_areServed() {
    try (TestService service = new TestService().answering(DrainTest::reply);
        Gateway gateway = new Gateway(new EventLoops(1), service.port())) {
      CountDownLatch latch = new CountDownLatch(1);
      block(gateway, latch);
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        clients.add(gateway.connect().send(GET));
      }
      CompletableFuture<Void> stopped = stop(gateway);
      latch.countDown();

      for (RawClient client : clients) {
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(client.closedByServer()).isTrue();
        client.close();
      }
      stopped.join();
    }
  }

  @Test
  void request_inTheSocketOfAnIdleConnection_isServed() {
    try (TestService service = new TestService().answering(DrainTest::reply);
        Gateway gateway = new Gateway(new EventLoops(1), service.port());
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().header("connection")).isNull();
      CountDownLatch latch = new CountDownLatch(1);
      block(gateway, latch);
      CompletableFuture<Void> stopped = stop(gateway);
      client.send(GET);
      latch.countDown();
      Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      stopped.join();
    }
  }

  @Test
  void pipelined_areAllAnswered_andTheLastSaysClose() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port());
        RawClient client = gateway.connect()) {
      client.send(GET);
      ServedCall first = service.takeCall();
      client.send(GET + GET + "GET /nope HTTP/1.1\nHost: a\n\n" + GET);
      service.answering(DrainTest::reply);
      CompletableFuture<Void> stopped = stop(gateway);
      reply(first);

      for (int status : new int[] {200, 200, 200, 404}) {
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("connection")).isNull();
      }
      assertThat(client.read().header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
      client.closeOutput();
      stopped.join();
    }
  }

  @Test
  void stream_underWay_isSentToItsEnd() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port());
        RawClient client = gateway.connect()) {
      client.send(
          "GET /v1/example/greetings/x HTTP/1.1\nHost: a\nAccept: application/x-ndjson\n\n");
      ServedCall call = service.takeCall();
      call.send(SayHelloResponse.getDefaultInstance());
      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      CompletableFuture<Void> stopped = stop(gateway);
      call.send(SayHelloResponse.getDefaultInstance()).end();

      while (!client.line().isEmpty()) {
        // The head, which was written before the stop.
      }
      assertThat(client.chunk()).isEqualTo("{}\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.chunk()).isEqualTo("{}\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.chunk()).isEmpty();
      assertThat(client.closedByServer()).isTrue();
      stopped.join();
    }
  }

  /** Clients that send without a pause, from before the stop until they are told to go. */
  @Test
  void stop_underLoad_losesNothing() throws Exception {
    int threads = 8;
    try (TestService service = new TestService().answering(DrainTest::reply);
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.delay=1s");
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      CountDownLatch warm = new CountDownLatch(threads);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> pound(gateway, warm)));
      }
      warm.await();
      CompletableFuture<Void> stopped = stop(gateway);

      for (Future<Integer> count : counts) {
        assertThat(count.get()).isGreaterThan(50);
      }
      stopped.join();
    }
  }

  /** Sends until an answer asks to leave, and once more on a new connection; counts the answers. */
  private static int pound(Gateway gateway, CountDownLatch warm) {
    int answers = 0;
    boolean told = false;
    while (!told) {
      try (RawClient client = gateway.connect()) {
        boolean open = true;
        while (open) {
          Answer answer = client.send(GET).read();
          assertThat(answer.status()).isEqualTo(200);
          open = answer.header("connection") == null;
          if (++answers == 50) {
            warm.countDown();
          }
        }
        told = true;
        assertThat(client.closedByServer()).isTrue();
      }
    }
    try (RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().header("connection")).isEqualTo("close");
      return answers + 1;
    }
  }
}
