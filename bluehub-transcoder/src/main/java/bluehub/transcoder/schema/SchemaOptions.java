package bluehub.transcoder.schema;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What goes into a schema beside the descriptors.
 *
 * @param serviceConfigs rules that override annotations; a later config overrides an earlier one
 * @param unannotated whether an RPC without a rule is reachable as {@code POST
 *     /package.Service/Method} with its whole message as body
 * @param rpcs which RPCs are reachable at all
 * @param prefix a path of literals that is put before the path of every rule, such as {@code
 *     /orders}; empty for none
 */
public record SchemaOptions(
    List<ServiceConfig> serviceConfigs, boolean unannotated, RpcFilter rpcs, String prefix) {
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
  private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

  /** No service config, no filter, no prefix; RPCs without a rule are reachable. */
  public static final SchemaOptions DEFAULT = new SchemaOptions(List.of(), true, RpcFilter.ALL, "");

  public SchemaOptions {
    serviceConfigs = List.copyOf(serviceConfigs);
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "the prefix is \"" + prefix + "\", expected a path such as /orders");
    }
  }

  /** Whether a text can be a {@link #prefix}. */
  public static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches() && !DOTS.matcher(text).matches();
  }

  /** The same options with other configs. */
  public SchemaOptions withServiceConfigs(List<ServiceConfig> configs) {
    return new SchemaOptions(configs, unannotated, rpcs, prefix);
  }

  /** The same options but for this one. */
  public SchemaOptions withUnannotated(boolean reachable) {
    return new SchemaOptions(serviceConfigs, reachable, rpcs, prefix);
  }

  /** The same options but for this one. */
  public SchemaOptions withRpcs(RpcFilter filter) {
    return new SchemaOptions(serviceConfigs, unannotated, filter, prefix);
  }

  /** The same options but for this one. */
  public SchemaOptions withPrefix(String path) {
    return new SchemaOptions(serviceConfigs, unannotated, rpcs, path);
  }
}
