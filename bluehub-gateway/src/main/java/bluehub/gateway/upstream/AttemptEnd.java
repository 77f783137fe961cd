package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.transcoder.fault.Code;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt in grpc-java's terms, and what it means. A status of its own making tells
 * what happened by words alone; they are compared here and nowhere else, and tests with hand-made
 * frames hold them to it.
 */
record AttemptEnd(Status status, Metadata trailers, Attempt attempt) {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final String RESET = "RST_STREAM closed stream. ";
  private static final String REFUSED = RESET + "HTTP/2 error code: REFUSED_STREAM";
  private static final String GOAWAY = "Abrupt GOAWAY closed sent stream. ";

  /** With another error code the last-stream-id is not to be trusted (netty issue 10670). */
  private static final String GOAWAY_BEFORE = GOAWAY + "HTTP/2 error code: NO_ERROR";

  private static final String OTHER_HTTP_STATUS = "HTTP status code ";
  private static final String NO_GRPC_STATUS = "missing GRPC status";
  private static final String HEADERS_TOO_LARGE = "Header size exceeded max allowed size";
  private static final String MID_FRAME = "Encountered end-of-stream mid-frame";

  /** There was no connection to send the call on. */
  boolean unconnected() {
    return !attempt.connected() && unavailable();
  }

  /** It is sure that no server has begun to process the call. */
  boolean unprocessed() {
    return unavailable() && (!attempt.sent() || refused());
  }

  /** The call was cut off without an answer; a server may have processed it or not. */
  boolean lost() {
    return unavailable() && !words().startsWith(OTHER_HTTP_STATUS);
  }

  /** What the call's listener is told. */
  RawStatus raw(MetadataFilter filter) {
    Cause cause = cause();
    RawMetadata metadata = filter.of(RawMetadata.of(trailers));
    if (status.isOk() && metadata.size() == 0) {
      return RawStatus.OK;
    }
    byte[] details = cause == Cause.PEER ? trailers.get(DETAILS) : null;
    return new RawStatus(Code.of(status.getCode().value()), words(), details, metadata, cause);
  }

  private Cause cause() {
    if (fromPeer()) {
      return Cause.PEER;
    }
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> Cause.DEADLINE;
      case UNAVAILABLE -> unavailableCause();
      case CANCELLED -> cancelledCause();
      case RESOURCE_EXHAUSTED -> reset() ? Cause.CUT_OFF : Cause.TOO_LARGE;
      default -> reset() ? Cause.CUT_OFF : headersTooLarge() ? Cause.TOO_LARGE : Cause.BROKEN;
    };
  }

  /** Netty's word for it, which grpc-java takes for any other violation of HTTP/2. */
  private boolean headersTooLarge() {
    Throwable cause = status.getCause();
    String message = cause == null ? null : cause.getMessage();
    return message != null && message.startsWith(HEADERS_TOO_LARGE);
  }

  private Cause unavailableCause() {
    if (words().startsWith(OTHER_HTTP_STATUS)) {
      return Cause.BROKEN;
    }
    return attempt.sent() ? Cause.CUT_OFF : Cause.UNREACHABLE;
  }

  /** grpc-java cancels a call whose message it cannot read, and hides the reason in the cause. */
  private Cause cancelledCause() {
    Throwable cause = status.getCause();
    if (cause == null) {
      return Cause.CUT_OFF;
    }
    return cause instanceof StatusRuntimeException e
            && e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? Cause.TOO_LARGE
        : Cause.BROKEN;
  }

  private boolean fromPeer() {
    // Trailers without a status, or behind half a message, get one from grpc-java.
    return attempt.trailers()
        && status.getCause() == null
        && !words().contains(NO_GRPC_STATUS)
        && !words().equals(MID_FRAME);
  }

  private boolean unavailable() {
    return status.getCode() == Status.Code.UNAVAILABLE && !fromPeer();
  }

  private boolean refused() {
    return words().equals(REFUSED) || words().startsWith(GOAWAY_BEFORE);
  }

  /** The service, or the connection to it, ended the stream without a status. */
  boolean reset() {
    return words().startsWith(RESET) || words().startsWith(GOAWAY);
  }

  private String words() {
    @Nullable String description = status.getDescription();
    return description == null ? "" : description;
  }
}
