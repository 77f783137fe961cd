package bluehub.gateway.call;

import bluehub.transcoder.fault.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of each request once, when it has been answered or its client has left. */
public interface CallObserver {

  /** Called on event loops, so it must not block. */
  void ended(CallRecord record);

  /**
   * One request.
   *
   * @param traceId of the trace that the request belongs to, 32 hexadecimal digits, or null
   * @param path as it was sent, without the query, which may hold what no log should
   * @param rpc {@code package.Service/Method}, or null where no route was found
   * @param httpStatus of the answer; 499 where the client left first
   * @param received bytes of the request's body
   * @param sent bytes of the answer's body
   */
  record CallRecord(
      String requestId,
      @Nullable String traceId,
      String method,
      String path,
      @Nullable String rpc,
      Code code,
      int httpStatus,
      long received,
      long sent,
      Duration duration) {}
}
