package bluehub.transcoder.schema;

import java.util.List;

/**
 * A {@code google.api.HttpRule} as it was written. Nothing of it is checked yet.
 *
 * @param selector in a service config the full name of the RPC, or a prefix that ends in {@code *};
 *     empty in an annotation
 * @param httpMethod {@code GET}, {@code PUT}, ... or the kind of a {@code custom} pattern, where
 *     {@code *} is every method; empty when the rule has no pattern
 * @param path the path template; empty when the rule has no pattern
 * @param body the field that takes the request's body, {@code *} for the whole message, empty for
 *     none
 * @param responseBody the field that makes the answer's body, empty for the whole message
 * @param additionalBindings further rules for the same RPC
 */
public record HttpRule(
    String selector,
    String httpMethod,
    String path,
    String body,
    String responseBody,
    List<HttpRule> additionalBindings) {

  /** The selector, and the kind, that stands for all. */
  static final String ALL = "*";

  public HttpRule {
    additionalBindings = List.copyOf(additionalBindings);
  }

  /**
   * Whether the selector names an RPC.
   *
   * @param rpc {@code package.Service.Method}
   */
  public boolean selects(String rpc) {
    if (selector.equals(ALL)) {
      return true;
    }
    return selector.endsWith(".*")
        ? rpc.startsWith(selector.substring(0, selector.length() - 1))
        : rpc.equals(selector);
  }

  /** Method and template, as messages about the rule name it. */
  @Override
  public String toString() {
    return (httpMethod + " " + path).strip();
  }
}
