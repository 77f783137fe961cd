package bluehub.gateway.upstream;

import bluehub.transcoder.fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param code gRPC's canonical code
 * @param message for people; written by the upstream if {@code fromPeer}, else by this process, and
 *     then it may hold addresses and must not reach a client
 * @param details the bytes of {@code grpc-status-details-bin}, or null
 * @param trailers the trailing metadata, those of gRPC's own included
 * @param fromPeer whether the upstream itself sent this status
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of wire bytes that nobody compares.
public record RawStatus(
    Code code, String message, byte @Nullable [] details, RawMetadata trailers, boolean fromPeer) {
  /** An orderly end without trailing metadata. */
  static final RawStatus OK = new RawStatus(Code.OK, "", null, RawMetadata.EMPTY, true);
}
