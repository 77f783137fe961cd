package bluehub.transcoder.schema;

import java.util.List;

/**
 * The HTTP rules of a service config ({@code http.rules} of a {@code google.api.Service}). A rule
 * replaces the annotation of each RPC that its selector names; of several rules for an RPC the last
 * one counts.
 *
 * @param file where the rules were read, for messages about them
 * @param rules the rules in their order
 */
public record ServiceConfig(String file, List<HttpRule> rules) {
  public ServiceConfig {
    rules = List.copyOf(rules);
  }
}
