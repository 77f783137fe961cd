package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Schemas that change while the gateway serves. */
@ExtendWith(OutputCaptureExtension.class)
class LiveSchemaTest {
  private static final byte[] SMALL = Schemas.service("Echo", "Say=/v1/say/{text}");
  private static final byte[] LARGE =
      Schemas.service("Echo", "Say=/v1/say/{text}", "Tell=/v1/tell/{text}");
  private static final byte[] OTHER = Schemas.service("Echo", "Tell=/v1/tell/{text}");

  private final ReflectingService service =
      new ReflectingService().describing(SMALL).answering(LiveSchemaTest::echo);

  @AfterEach
  void stop() {
    service.close();
  }

  private static void echo(ServedCall call) throws Exception {
    call.sendBytes(call.take()).end();
  }

  private static Answer get(Gateway gateway, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read();
    }
  }

  private Gateway gateway() throws InterruptedException {
    return gateway(2);
  }

  /**
   * @param loops each has a connection of its own, and the first asks for schemas: of one loop
   *     alone it is certain that what has a schema has a connection
   */
  private Gateway gateway(int loops) throws InterruptedException {
    Gateway gateway =
        new Gateway(new EventLoops(loops), service.port(), service.settings("router"));
    gateway.awaitSchema(state -> state.status() == Status.SERVING);
    return gateway;
  }

  private static SchemaState awaitSwap(Gateway gateway, long swaps) throws InterruptedException {
    return gateway.awaitSchema(state -> state.swaps() >= swaps);
  }

  @Test
  void change_isServed_andToldReadably(CapturedOutput output) throws Exception {
    try (Gateway gateway = gateway()) {
      assertThat(get(gateway, "/v1/tell/x").status()).isEqualTo(404);

      service.describing(LARGE);
      awaitSwap(gateway, 2);
      assertThat(get(gateway, "/v1/tell/x").status()).isEqualTo(200);

      service.describing(OTHER);
      awaitSwap(gateway, 3);
      assertThat(get(gateway, "/v1/say/x").status()).isEqualTo(404);
    }
    assertThat(output)
        .contains("Upstream router changed: test.Echo/Tell: ")
        .contains("Upstream router changed: breaking: test.Echo/Say: ");
  }

  @Test
  void changes_underLoad_failNoRequest() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (Gateway gateway = gateway();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> served = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        served.add(clients.submit(() -> callUntil(over, gateway)));
      }
      for (int swap = 2; swap <= 20; swap++) {
        service.describing(swap % 2 == 0 ? LARGE : SMALL);
        awaitSwap(gateway, swap);
      }
      over.set(true);
      for (Future<Long> each : served) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private static long callUntil(AtomicBoolean over, Gateway gateway) {
    long served = 0;
    try (RawClient client = gateway.connect()) {
      while (!over.get()) {
        Answer answer = client.send("GET /v1/say/x HTTP/1.1\nHost: a\n\n").read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"text\":\"x\"}");
        served++;
      }
    }
    return served;
  }

  @Test
  void stream_endsOnTheSchemaThatItBeganOn() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CompletableFuture<Void> begun = new CompletableFuture<>();
    service
        .describing(Schemas.withStreams())
        .answering(
            call -> {
              byte[] text = call.take();
              call.sendBytes(text);
              begun.complete(null);
              changed.await();
              call.sendBytes(text).sendBytes(text).end();
            });
    try (Gateway gateway = gateway();
        RawClient client = gateway.connect()) {
      client.send(
          "POST /v1/talk/x HTTP/1.1\nHost: a\nContent-Type: application/json\n"
              + "Content-Length: 4\n\n[{}]");
      begun.get();
      service.describing(SMALL);
      awaitSwap(gateway, 2);
      changed.countDown();

      assertThat(gateway.schemas().get("router").routes()).isEqualTo(1);
      assertThat(client.read().body())
          .isEqualTo("[{\"text\":\"x\"},{\"text\":\"x\"},{\"text\":\"x\"}]");
    }
  }

  @Test
  void badSchema_isTold_andWhatServesStays(CapturedOutput output) throws Exception {
    try (Gateway gateway = gateway()) {
      service.describing(Schemas.withTwoBadRules());
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.LAST_GOOD);

      assertThat(state.problems())
          .hasSize(2)
          .allSatisfy(problem -> assertThat(problem).contains("test.Bad."));
      assertThat(get(gateway, "/v1/say/x").status()).isEqualTo(200);

      service.describing(SMALL);
      SchemaState again = gateway.awaitSchema(each -> each.status() == Status.SERVING);
      assertThat(again.swaps()).isEqualTo(1);
      assertThat(again.problems()).isEmpty();
    }
    assertThat(output.getAll().split("serves the last good schema on", -1)).hasSize(2);
  }

  @Test
  void upstream_thatIsAway_keepsItsRoutes() throws Exception {
    try (Gateway gateway = gateway(1)) {
      service.pause();
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.LAST_GOOD);

      assertThat(state.failures()).isPositive();
      assertThat(get(gateway, "/v1/say/x").status()).isEqualTo(503);

      service.resume();
      gateway.awaitSchema(each -> each.status() == Status.SERVING);
      assertThat(get(gateway, "/v1/say/x").status()).isEqualTo(200);
    }
  }

  @Test
  void upstream_thatFlaps_isServedInTheEnd_withoutSwaps() throws Exception {
    try (Gateway gateway = gateway(1)) {
      for (int i = 0; i < 10; i++) {
        service.pause();
        gateway.awaitSchema(each -> each.status() == Status.LAST_GOOD);
        service.resume();
        assertThat(gateway.awaitSchema(each -> each.status() == Status.SERVING).swaps())
            .isEqualTo(1);
      }
      assertThat(get(gateway, "/v1/say/x").status()).isEqualTo(200);
    }
  }

  /** Of two upstreams the first that serves a route keeps it; the other gets it when it is free. */
  @Test
  void clash_isRefused_untilTheOtherSideGivesWay() throws Exception {
    try (ReflectingService second =
            new ReflectingService()
                .describing(Schemas.service("Second", "Say=/v1/say/{text}", "More=/v1/more/{text}"))
                .answering(call -> call.sendBytes(new byte[] {10, 1, '2'}).end());
        Gateway gateway = new Gateway(service.port(), both(service.settings("router"), second))) {
      SchemaState refused = gateway.awaitSchema(each -> each.status() == Status.REFUSED);
      boolean firstServes = refused.upstream().equals("second");

      assertThat(refused.problems())
          .singleElement()
          .asString()
          .contains("GET /v1/say/{text} of test.Second/Say of upstream second")
          .contains("GET /v1/say/{text} of test.Echo/Say of upstream router");
      assertThat(get(gateway, "/v1/say/x").body())
          .isEqualTo(firstServes ? "{\"text\":\"x\"}" : "{\"text\":\"2\"}");

      (firstServes ? service : second).describing(OTHER);
      gateway.awaitSchema(
          each -> each.upstream().equals(refused.upstream()) && each.status() == Status.SERVING);
      assertThat(get(gateway, "/v1/say/x").body())
          .isEqualTo(firstServes ? "{\"text\":\"2\"}" : "{\"text\":\"x\"}");
    }
  }

  private static String[] both(String[] settings, ReflectingService second) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(second.settings("second")));
    return all.toArray(String[]::new);
  }

  /** Templates of different upstreams compete by how specific they are, not by their order. */
  @Test
  void routes_ofAllUpstreams_areInOneOrder() throws Exception {
    service.describing(Schemas.service("Echo", "Any=/v1/{text}", "Way=/v1/a/{text=**}"));
    try (ReflectingService second =
            new ReflectingService()
                .describing(Schemas.service("Second", "Exact=/v1/exact", "In=/v1/a/{text}"))
                .answering(call -> call.sendBytes(new byte[] {10, 1, '2'}).end());
        Gateway gateway = new Gateway(service.port(), both(service.settings("router"), second))) {
      gateway.awaitSchema(
          _ -> gateway.schemas().all().stream().allMatch(each -> each.status() == Status.SERVING));

      assertThat(get(gateway, "/v1/other").body()).isEqualTo("{\"text\":\"other\"}");
      assertThat(get(gateway, "/v1/exact").body()).isEqualTo("{\"text\":\"2\"}");
      assertThat(get(gateway, "/v1/a/b").body()).isEqualTo("{\"text\":\"2\"}");
      assertThat(get(gateway, "/v1/a/b/c").body()).isEqualTo("{\"text\":\"b/c\"}");
    }
  }

  @Test
  void answer_ofAnotherKind_isTold() throws Exception {
    service.pause();
    try (TestService odd =
            new TestService()
                .streaming(
                    call -> {
                      call.take();
                      call.sendBytes("no answer".getBytes(StandardCharsets.US_ASCII)).end();
                    });
        Gateway gateway =
            new Gateway(
                odd.port(),
                "bluehub.upstreams.router.schema.descriptor-set=",
                "bluehub.upstreams.router.schema.reflection=true")) {
      SchemaState state = gateway.awaitSchema(each -> !each.problems().isEmpty());

      assertThat(state.problems()).singleElement().asString().contains("does not tell its schema");
    }
  }
}
