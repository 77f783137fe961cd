package bluehub.router;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.stereotype.Component;

/**
 * Answers an exception that no one foresaw with INTERNAL, and logs it with its stack. The client is
 * told nothing of what it said. Left alone, it would be UNKNOWN and not be logged at all.
 */
@Component
final class UnexpectedFaults implements GrpcExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(UnexpectedFaults.class);

  /** Null for an exception that has a status of its own, which then is the answer. */
  @Override
  public @Nullable StatusException handleException(Throwable exception) {
    if (exception instanceof StatusException || exception instanceof StatusRuntimeException) {
      return null;
    }
    log.error("A call failed by a mistake of the service", exception);
    return Status.INTERNAL
        .withDescription("The service made a mistake; its log tells more")
        .asException();
  }
}
