package bluehub.transcoder.schema;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which RPCs are reachable. Immutable.
 *
 * <p>A glob is compared with {@code package.Service/Method}. In it {@code *} stands for any part of
 * one name, and {@code **} for anything, dots and the slash included:
 *
 * <pre>
 *   shop.v1.Orders/Get*     the RPCs of a service whose names begin with Get
 *   shop.v1.Orders/*        all RPCs of a service
 *   shop.*.Orders/*         of that service in each version
 *   shop.**                 all RPCs of all services in a package and in those below it
 * </pre>
 */
public final class RpcFilter {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_.*]+/[A-Za-z0-9_*]+|([A-Za-z0-9_*]+\\.)*\\*\\*");

  /** Every RPC is reachable. */
  public static final RpcFilter ALL = new RpcFilter(List.of(), List.of());

  private final List<Glob> allow;
  private final List<Glob> deny;

  private record Glob(String text, Pattern pattern) {
    static Glob of(String text) {
      if (!isGlob(text)) {
        throw new IllegalArgumentException(
            "found \""
                + text
                + "\", expected package.Service/Method, package.Service/* or package.**");
      }
      String regex = text.replace(".", "\\.").replace("**", "\0").replace("*", "[A-Za-z0-9_]*");
      return new Glob(text, Pattern.compile(regex.replace("\0", ".*")));
    }

    boolean matches(String rpc) {
      return pattern.matcher(rpc).matches();
    }
  }

  /**
   * @param allow globs of which one must match; all RPCs where there is none
   * @param deny globs of which none may match
   * @throws IllegalArgumentException for a text that is no glob
   */
  public RpcFilter(List<String> allow, List<String> deny) {
    this.allow = allow.stream().map(Glob::of).toList();
    this.deny = deny.stream().map(Glob::of).toList();
  }

  /** The globs of which one must match; all RPCs where there is none. */
  public List<String> allow() {
    return allow.stream().map(Glob::text).toList();
  }

  /** The globs of which none may match. */
  public List<String> deny() {
    return deny.stream().map(Glob::text).toList();
  }

  /** Whether a text is a glob that can match an RPC. */
  public static boolean isGlob(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Whether an RPC is reachable.
   *
   * @param rpc {@code package.Service/Method}
   */
  public boolean allows(String rpc) {
    return (allow.isEmpty() || allow.stream().anyMatch(glob -> glob.matches(rpc)))
        && deny.stream().noneMatch(glob -> glob.matches(rpc));
  }

  /**
   * Whether a whole service is out of reach, whatever its RPCs are.
   *
   * @param service {@code package.Service}
   */
  public boolean deniesAllOf(String service) {
    return deny.stream()
        .filter(glob -> glob.text().endsWith("/*") || glob.text().endsWith("**"))
        .anyMatch(glob -> glob.matches(service + "/_"));
  }

  /** Whether an allowing glob begins with that text: what is left out otherwise is asked for. */
  public boolean names(String beginning) {
    return allow.stream().anyMatch(glob -> glob.text().startsWith(beginning));
  }

  /** The globs that match none of these RPCs: slips, or rules for what is no longer there. */
  public List<String> unused(List<String> rpcs) {
    return Stream.concat(allow.stream(), deny.stream())
        .filter(glob -> rpcs.stream().noneMatch(glob::matches))
        .map(Glob::text)
        .toList();
  }
}
