package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.gateway.upstream.http2.Ending;
import bluehub.gateway.upstream.http2.ErrorCode;
import bluehub.transcoder.fault.Code;

/** What the early end of a stream means for its call. */
final class AttemptLoss {
  private AttemptLoss() {}

  /** Whether it is sure that no server has begun to process the call. */
  static boolean unprocessed(Ending ending, int code) {
    return switch (ending) {
      case UNSENT -> true;
      case RESET -> code == ErrorCode.REFUSED_STREAM;
      // With an error its number of the last stream is not to be trusted (netty issue 10670).
      case LEFT_OUT -> code == ErrorCode.NO_ERROR;
      case LOST, VIOLATION, TOO_LARGE -> false;
    };
  }

  /** Whether the call was cut off without an answer; a server may have processed it or not. */
  static boolean lost(Ending ending, int code) {
    return switch (ending) {
      case LOST, UNSENT -> true;
      case RESET, LEFT_OUT -> codeOf(code) == Code.UNAVAILABLE;
      case VIOLATION, TOO_LARGE -> false;
    };
  }

  /** What the call's listener is told. */
  static RawStatus status(Ending ending, int code) {
    return switch (ending) {
      case RESET, LEFT_OUT ->
          RawStatus.own(codeOf(code), "HTTP/2 error code " + code, Cause.CUT_OFF);
      case LOST -> RawStatus.own(Code.UNAVAILABLE, "The connection was lost", Cause.CUT_OFF);
      case UNSENT ->
          RawStatus.own(Code.UNAVAILABLE, "The connection was lost before", Cause.UNREACHABLE);
      case VIOLATION -> RawStatus.own(Code.INTERNAL, "No HTTP/2", Cause.BROKEN);
      case TOO_LARGE -> RawStatus.own(Code.INTERNAL, "Too large headers", Cause.TOO_LARGE);
    };
  }

  /** gRPC over HTTP/2, "Errors". */
  private static Code codeOf(int code) {
    return switch (code) {
      case ErrorCode.NO_ERROR, ErrorCode.REFUSED_STREAM -> Code.UNAVAILABLE;
      case ErrorCode.CANCEL -> Code.CANCELLED;
      case ErrorCode.ENHANCE_YOUR_CALM -> Code.RESOURCE_EXHAUSTED;
      case ErrorCode.INADEQUATE_SECURITY -> Code.PERMISSION_DENIED;
      case ErrorCode.HTTP_1_1_REQUIRED -> Code.UNKNOWN;
      default -> Code.INTERNAL;
    };
  }
}
