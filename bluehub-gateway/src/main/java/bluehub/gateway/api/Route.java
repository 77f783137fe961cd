package bluehub.gateway.api;

import bluehub.gateway.upstream.RawMethod;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.StatusEncoder;
import java.time.Duration;

/**
 * One HTTP binding of one RPC, with all that serving it needs. Immutable.
 *
 * @param deadline of its calls where the client asks for no shorter one; zero for none
 * @param status writes errors, with what the upstream's schema knows of their details
 * @param keepReserved whether a variable of several segments keeps the escapes of all reserved
 *     characters
 * @param options in what its serving differs from that of other routes
 */
public record Route(
    CompiledMethod method,
    RawMethod rpc,
    Upstream upstream,
    Duration deadline,
    StatusEncoder status,
    RouteRecorder recorder,
    boolean keepReserved,
    ServingOptions options) {}
