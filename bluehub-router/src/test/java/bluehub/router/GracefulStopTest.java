package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.StreamGreetingsRequest;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
  /** More than fits between client and server unread. */
  private static final int MANY = 20_000;

  @Test
  void stop_callStillRuns_refusesNewCallsSaysSoAndLetsItEnd() throws Exception {
    try (RunningRouter router = RunningRouter.start();
        CancellableContext watching = Context.current().withCancellation()) {
      Iterator<HealthCheckResponse> health =
          watching.call(
              () ->
                  HealthGrpc.newBlockingStub(router.channel())
                      .withDeadlineAfter(60, TimeUnit.SECONDS)
                      .watch(HealthCheckRequest.getDefaultInstance()));
      await(health, ServingStatus.SERVING);
      GreetingReader reader = new GreetingReader();
      router
          .streams()
          .streamGreetings(
              StreamGreetingsRequest.newBuilder().setName("azusa").setCount(MANY).build(), reader);
      reader.request(1);
      assertThat(reader.first().getNumber()).isEqualTo(1);

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(router::stop);

      await(health, ServingStatus.NOT_SERVING);
      assertThat(firstRefusal(router).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(readiness(router)).isEqualTo(503);
      assertThat(stopped).isNotDone();

      watching.cancel(null); // a health watch has no end of its own
      reader.request(MANY);
      assertThat(reader.end().getCode()).isEqualTo(Status.Code.OK);
      assertThat(reader.numbers())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY).boxed().toList());
      stopped.join();
    }
  }

  private static void await(Iterator<HealthCheckResponse> health, ServingStatus status) {
    while (health.next().getStatus() != status) {
      // what comes next is waited for
    }
  }

  /** Calls until the server takes no more; each call waits for its answer. */
  private static StatusRuntimeException firstRefusal(RunningRouter router) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () -> {
          while (true) {
            router.service().sayHello(SayHelloRequest.newBuilder().setName("x").build());
          }
        });
  }

  private static int readiness(RunningRouter router) throws IOException, InterruptedException {
    return router.management("/actuator/health/readiness").statusCode();
  }
}
