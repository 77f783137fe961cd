package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;

class GrpcPortFailureAnalyzerTest {
  private final GrpcPortFailureAnalyzer analyzer = new GrpcPortFailureAnalyzer();

  @Test
  void start_portTaken_saysWhichAndWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Throwable failure =
          catchThrowable(
              () ->
                  new SpringApplication(RouterApplication.class)
                      .run(
                          "--spring.grpc.server.port=" + taken.getLocalPort(),
                          "--spring.grpc.server.address=127.0.0.1",
                          "--server.port=0",
                          "--server.address=127.0.0.1"));
      FailureAnalysis analysis = Objects.requireNonNull(analyzer.analyze(failure));
      assertThat(analysis.getDescription())
          .contains("127.0.0.1", Integer.toString(taken.getLocalPort()), "in use");
      assertThat(analysis.getAction()).contains("spring.grpc.server.port");
    }
  }

  @Test
  void analyze_otherFailure_isLeftToOthers() {
    assertThat(
            List.of(
                new IllegalStateException("x"),
                new IllegalStateException(new IOException("disk full")),
                new IllegalStateException(new IOException())))
        .allMatch(failure -> analyzer.analyze(failure) == null);
  }
}
