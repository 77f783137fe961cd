package bluehub.gateway.api;

import bluehub.gateway.upstream.RawMethod;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.StatusEncoder;

/**
 * One HTTP binding of one RPC, with all that serving it needs. Immutable.
 *
 * @param status writes errors, with what the upstream's schema knows of their details
 */
public record Route(
    CompiledMethod method,
    RawMethod rpc,
    Upstream upstream,
    StatusEncoder status,
    RouteRecorder recorder) {}
