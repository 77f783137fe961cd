package bluehub.transcoder.schema;

import java.util.List;

/**
 * What goes into a schema beside the descriptors.
 *
 * @param serviceConfigs rules that override annotations; a later config overrides an earlier one
 * @param unannotated whether an RPC without a rule is reachable as {@code POST
 *     /package.Service/Method} with its whole message as body
 */
public record SchemaOptions(List<ServiceConfig> serviceConfigs, boolean unannotated) {
  /** No service config; RPCs without a rule are reachable. */
  public static final SchemaOptions DEFAULT = new SchemaOptions(List.of(), true);

  public SchemaOptions {
    serviceConfigs = List.copyOf(serviceConfigs);
  }

  /** The same options with other configs. */
  public SchemaOptions withServiceConfigs(List<ServiceConfig> configs) {
    return new SchemaOptions(configs, unannotated);
  }

  /** The same options but for this one. */
  public SchemaOptions withUnannotated(boolean reachable) {
    return new SchemaOptions(serviceConfigs, reachable);
  }
}
