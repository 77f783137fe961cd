package bluehub.gateway.settings;

import bluehub.transcoder.schema.RpcFilter;
import bluehub.transcoder.schema.SchemaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where an upstream's schema comes from, and what of it is served.
 *
 * @param descriptorSet a Spring resource location ({@code file:...}, {@code classpath:...}) of a
 *     serialized {@code google.protobuf.FileDescriptorSet}, imports included
 * @param reflection whether the upstream itself is asked, by gRPC server reflection (v1, or
 *     v1alpha); so it is where no descriptor set is given
 * @param poll how often the source and the rules are looked at for changes; zero for never, but for
 *     a reflecting upstream that is connected anew
 * @param comments the location of a descriptor set of the same files with their comments, which
 *     servers do not tell by reflection; blank for none
 * @param rules locations of YAML files of {@code google.api.Service} whose {@code http.rules}
 *     override annotations; of two rules for an RPC the later one counts
 * @param unannotated whether an RPC without a rule is served as {@code POST
 *     /package.Service/Method}
 * @param allow globs of the RPCs that are served, such as {@code package.Service/*} or {@code
 *     package.**}; none for all. Services of gRPC's own packages are served by a glob that begins
 *     with {@code grpc.} alone
 * @param deny globs of RPCs that are not served all the same
 * @param prefix a path that is put before the path of every route, such as {@code /orders}
 */
public record SchemaSettings(
    @DefaultValue("") String descriptorSet,
    @DefaultValue("false") boolean reflection,
    @DefaultValue("10s") Duration poll,
    @DefaultValue("") String comments,
    @DefaultValue List<String> rules,
    @DefaultValue("true") boolean unannotated,
    @DefaultValue List<String> allow,
    @DefaultValue List<String> deny,
    @DefaultValue("") String prefix) {

  public SchemaSettings {
    if (reflection && !descriptorSet.isBlank()) {
      throw new IllegalArgumentException(
          "schema.reflection is true and schema.descriptor-set is \"%s\", expected one source;"
                  .formatted(descriptorSet)
              + " set the other one to false, or to nothing");
    }
    reflection = descriptorSet.isBlank();
    Bounds.notNegative("schema.poll", poll);
    rules = List.copyOf(rules);
    rules.forEach(each -> Bounds.notBlank("schema.rules", each));
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    allow.forEach(each -> checkGlob("allow", each));
    deny.forEach(each -> checkGlob("deny", each));
    if (!SchemaOptions.isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "schema.prefix is \"%s\", expected a path such as /orders".formatted(prefix));
    }
  }

  private static void checkGlob(String key, String glob) {
    if (!RpcFilter.isGlob(glob)) {
      throw new IllegalArgumentException(
          "schema.%s has \"%s\", expected package.Service/Method, package.Service/* or package.**"
              .formatted(key, glob));
    }
  }

  /** Which RPCs are served. */
  public RpcFilter rpcs() {
    return new RpcFilter(allow, deny);
  }

  /** The locations of all files that are read for it. */
  public List<String> locations() {
    List<String> all = new ArrayList<>(rules);
    if (!reflection) {
      all.addFirst(descriptorSet);
    }
    return List.copyOf(all);
  }
}
