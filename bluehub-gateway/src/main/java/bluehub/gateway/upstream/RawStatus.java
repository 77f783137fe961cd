package bluehub.gateway.upstream;

import bluehub.transcoder.fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param code gRPC's canonical code
 * @param message for people; written by the upstream if it is {@link Cause#PEER}, else by this
 *     process, and then it may hold addresses and must not reach a client
 * @param details the bytes of {@code grpc-status-details-bin}, or null
 * @param trailers the trailing metadata; gRPC's own may be among it
 * @param cause who ended it, and how
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of wire bytes that nobody compares.
public record RawStatus(
    Code code, String message, byte @Nullable [] details, RawMetadata trailers, Cause cause) {
  /** An orderly end without trailing metadata. */
  static final RawStatus OK = new RawStatus(Code.OK, "", null, RawMetadata.EMPTY, Cause.PEER);

  static final RawStatus DEADLINE =
      new RawStatus(Code.DEADLINE_EXCEEDED, "", null, RawMetadata.EMPTY, Cause.DEADLINE);

  /** The call's own listener has thrown, which is logged. */
  static final RawStatus FAILED =
      new RawStatus(Code.INTERNAL, "", null, RawMetadata.EMPTY, Cause.LISTENER);

  /** The gateway stops. */
  static final RawStatus STOPPED =
      new RawStatus(
          Code.UNAVAILABLE, "the gateway stops", null, RawMetadata.EMPTY, Cause.UNREACHABLE);

  /** An end that this process made. */
  static RawStatus own(Code code, String message, Cause cause) {
    return new RawStatus(code, message, null, RawMetadata.EMPTY, cause);
  }

  /** Whether the upstream itself sent this status. */
  public boolean fromPeer() {
    return cause == Cause.PEER;
  }

  /** Who ended a call, and how. */
  public enum Cause {
    /** The upstream sent this status. */
    PEER,
    /** The call reached no upstream. */
    UNREACHABLE,
    /** The upstream, or something on the way, ended the connection or the stream. */
    CUT_OFF,
    /** A message, or the metadata, is larger than is taken. */
    TOO_LARGE,
    /** What came is not gRPC, or not all of it. */
    BROKEN,
    /** The time was up. */
    DEADLINE,
    /** Who made the call failed to take what it brought. */
    LISTENER
  }
}
