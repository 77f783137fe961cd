package bluehub.router;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start that failed because the gRPC server could not listen, most often because another
 * process does. Boot does so for its web server, but not for the gRPC server.
 */
final class GrpcPortFailureAnalyzer extends AbstractFailureAnalyzer<IOException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, IOException cause) {
    String message = cause.getMessage();
    if (message == null || !message.startsWith("Failed to bind to address")) {
      return null;
    }
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new FailureAnalysis(
        "The gRPC server cannot listen. %s: %s".formatted(message, reason.getMessage()),
        "Stop the process that listens there, or choose another place by spring.grpc.server.port"
            + " and spring.grpc.server.address (SPRING_GRPC_SERVER_PORT, SPRING_GRPC_SERVER_ADDRESS"
            + " in the environment).",
        failure);
  }
}
