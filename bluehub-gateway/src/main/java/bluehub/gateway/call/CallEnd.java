package bluehub.gateway.call;

import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, in words that a client may read. What the upstream said is passed on; what the
 * transport said of the way there may hold addresses and is replaced.
 *
 * @param details the bytes of {@code grpc-status-details-bin}, or null
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of wire bytes that nobody compares.
record CallEnd(Code code, String message, byte @Nullable [] details) {

  static CallEnd of(RawStatus status) {
    return switch (status.cause()) {
      case PEER -> new CallEnd(status.code(), status.message(), status.details());
      case UNREACHABLE -> local(Code.UNAVAILABLE, "The service cannot be reached. Try again.");
      case DEADLINE -> deadline();
      case CUT_OFF -> cutOff(status.code());
      // Not the client's doing, as RESOURCE_EXHAUSTED would say.
      case TOO_LARGE ->
          local(Code.INTERNAL, "The service's answer is larger than the gateway takes.");
      case BROKEN -> notGrpc(status.code());
      case LISTENER -> local(Code.INTERNAL, "The gateway failed.");
    };
  }

  private static CallEnd cutOff(Code code) {
    return switch (code) {
      // It was not the client who gave up, so 499 would be wrong.
      case UNAVAILABLE, CANCELLED ->
          local(Code.UNAVAILABLE, "The service cut the call off. Try again.");
      case RESOURCE_EXHAUSTED ->
          local(code, "The service takes no more calls for now. Try again later.");
      default -> local(code, "The service cut the call off.");
    };
  }

  /** The code is the one that gRPC gives an HTTP status, where there was one. */
  private static CallEnd notGrpc(Code code) {
    return switch (code) {
      case UNAVAILABLE, UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED ->
          local(code, "The service's answer is not gRPC.");
      case UNKNOWN, CANCELLED, INTERNAL, RESOURCE_EXHAUSTED, OK ->
          local(Code.INTERNAL, "The service's answer is not gRPC, or it was cut off.");
      default -> local(code, "The service's answer is not gRPC, or it was cut off.");
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
