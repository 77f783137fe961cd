package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * W3C Trace Context.
 *
 * @param missing what is done for a request that brings no valid {@code traceparent}
 */
public record TraceSettings(@DefaultValue("none") Missing missing) {

  /** What a request without a trace gets. */
  public enum Missing {
    /** No trace: who wants one begins it. */
    NONE,
    /** A new trace whose flag says that it is not recorded. */
    UNSAMPLED,
    /** A new trace whose flag asks the services to record it. */
    SAMPLED
  }
}
