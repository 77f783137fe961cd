package bluehub.transcoder.schema;

import java.util.List;

/**
 * The HTTP rules of a service config ({@code http.rules} of a {@code google.api.Service}). A rule
 * replaces the annotation of each RPC that its selector names; of several rules for an RPC the last
 * one counts.
 *
 * @param file where the rules were read, for messages about them
 * @param rules the rules in their order
 * @param fullyDecode {@code http.fully_decode_reserved_expansion}: variables of several segments
 *     are decoded but for {@code %2F}. Not used by {@link Schema}; for whoever makes routes of it
 */
public record ServiceConfig(String file, List<HttpRule> rules, boolean fullyDecode) {
  public ServiceConfig {
    rules = List.copyOf(rules);
  }

  /** A config that says nothing of how variables are decoded. */
  public ServiceConfig(String file, List<HttpRule> rules) {
    this(file, rules, false);
  }
}
