package bluehub.gateway.call;

import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, in words that a client may read. What the upstream said is passed on; what
 * grpc-java said of the way there holds addresses and is replaced.
 *
 * @param details the bytes of {@code grpc-status-details-bin}, or null
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of wire bytes that nobody compares.
record CallEnd(Code code, String message, byte @Nullable [] details) {

  static CallEnd of(RawStatus status) {
    if (status.fromPeer()) {
      return new CallEnd(status.code(), status.message(), status.details());
    }
    return switch (status.code()) {
      case UNAVAILABLE -> local(Code.UNAVAILABLE, "The service cannot be reached. Try again.");
      case DEADLINE_EXCEEDED -> deadline();
      // A reset: it was not the client who gave up, so 499 would be wrong.
      case CANCELLED -> local(Code.UNAVAILABLE, "The service cut the call off. Try again.");
      // grpc-java's word for a message over the limit, which is not the client's doing.
      case RESOURCE_EXHAUSTED ->
          local(Code.INTERNAL, "The service's answer is larger than the gateway takes.");
      // grpc-java's translation of an HTTP status from something that speaks no gRPC.
      case UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED ->
          local(status.code(), "The service's answer is not gRPC.");
      default -> local(Code.INTERNAL, "The service's answer is not gRPC, or it was cut off.");
    };
  }

  static CallEnd deadline() {
    return local(Code.DEADLINE_EXCEEDED, "The service did not answer in time.");
  }

  /** An answer in order, but for its content. */
  static CallEnd broken(String message) {
    return local(Code.INTERNAL, message);
  }

  private static CallEnd local(Code code, String message) {
    return new CallEnd(code, message, null);
  }
}
