package bluehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.edge.EdgeServer;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program's stop, as SIGTERM begins it: in which order its parts go. */
class StopTest {
  @Test
  void stop_givesUpReadinessFirst_andManagementLast() throws Exception {
    try (TestService service = new TestService().answering(call -> {})) {
      ConfigurableApplicationContext program =
          SpringApplication.run(
              GatewayApplication.class,
              "--bluehub.http.address=127.0.0.1",
              "--bluehub.http.port=0",
              "--bluehub.upstreams.router.target=127.0.0.1:" + service.port(),
              "--bluehub.upstreams.router.schema.descriptor-set="
                  + "classpath:META-INF/bluehub/example.binpb",
              "--server.address=127.0.0.1",
              "--server.port=0");
      int management =
          program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      try (RawClient client = new RawClient(program.getBean(EdgeServer.class).port())) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> health(management, "readiness").status() == 200);
        client.send("GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n");
        ServedCall call = service.takeCall();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(program::close);

        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> health(management, "readiness").status() == 503);
        assertThat(health(management, "liveness").status()).isEqualTo(200);
        call.reply(SayHelloResponse.newBuilder().setMessage("y").build());
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"y\"}");
        stopped.join();
      }
    }
  }

  private static Answer health(int port, String group) {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET /actuator/health/" + group + " HTTP/1.0\nHost: a\n\n").read();
    }
  }
}
