package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rule of the service configs each RPC has. The last one whose selector names it counts, as
 * {@code google/api/http.proto} says of service configs.
 */
final class RuleSelection {

  /**
   * @param rule the rule
   * @param file the config that holds it
   */
  record Selected(HttpRule rule, String file) {}

  private final Map<String, Selected> byRpc = new HashMap<>();

  RuleSelection(
      List<ServiceConfig> configs, List<MethodDescriptor> rpcs, List<SchemaProblem> problems) {
    // Most selectors are a single RPC's, and are looked up: a config may have thousands of them.
    Set<String> names = new HashSet<>();
    rpcs.forEach(rpc -> names.add(rpc.getFullName()));
    for (ServiceConfig config : configs) {
      for (HttpRule rule : config.rules()) {
        if (!select(new Selected(rule, config.file()), names)) {
          problems.add(unused(config, rule, rpcs));
        }
      }
    }
  }

  private boolean select(Selected selected, Set<String> names) {
    HttpRule rule = selected.rule();
    if (names.contains(rule.selector())) {
      byRpc.put(rule.selector(), selected);
      return true;
    }
    boolean any = false;
    if (rule.selector().endsWith(HttpRule.ALL)) {
      for (String name : names) {
        if (rule.selects(name)) {
          byRpc.put(name, selected);
          any = true;
        }
      }
    }
    return any;
  }

  Optional<Selected> of(MethodDescriptor rpc) {
    return Optional.ofNullable(byRpc.get(rpc.getFullName()));
  }

  private static SchemaProblem unused(
      ServiceConfig config, HttpRule rule, List<MethodDescriptor> rpcs) {
    List<String> names = rpcs.stream().map(MethodDescriptor::getFullName).toList();
    return new SchemaProblem(
        config.file(),
        "",
        rule.toString(),
        "has the selector \"" + rule.selector() + "\", which names no RPC of the schema",
        Spelling.nearest(rule.selector(), names)
            .map(name -> "write " + name + " if you mean it, or remove the rule")
            .orElse("write package.Service.Method, or package.Service.*, or remove the rule"));
  }
}
