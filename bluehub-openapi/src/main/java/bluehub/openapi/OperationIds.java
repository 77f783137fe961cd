package bluehub.openapi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The ids of operations, from which clients make names: {@code Service_Method}, and {@code
 * Service_Method_2} for an additional binding. Those that are not unique are told apart by the
 * package, then by the upstream.
 */
final class OperationIds {
  private final IdentityHashMap<ApiOperation, String> ids = new IdentityHashMap<>();

  OperationIds(List<ApiOperation> operations) {
    List<Function<ApiOperation, String>> forms =
        List.of(OperationIds::plain, OperationIds::withPackage, OperationIds::withUpstream);
    List<ApiOperation> open = operations;
    Set<String> taken = new HashSet<>();
    for (Function<ApiOperation, String> form : forms) {
      Map<String, Integer> counts = new HashMap<>();
      open.forEach(operation -> counts.merge(form.apply(operation), 1, Integer::sum));
      for (ApiOperation operation : open) {
        String id = form.apply(operation);
        if (Objects.equals(counts.get(id), 1) && taken.add(id)) {
          ids.put(operation, id);
        }
      }
      open = open.stream().filter(operation -> !ids.containsKey(operation)).toList();
    }
    for (ApiOperation operation : open) {
      String id = withUpstream(operation);
      for (int i = 2; !taken.add(id); i++) {
        id = withUpstream(operation) + "_" + i;
      }
      ids.put(operation, id);
    }
  }

  String of(ApiOperation operation) {
    return Objects.requireNonNull(ids.get(operation));
  }

  private static String plain(ApiOperation operation) {
    int index = operation.binding().index();
    return operation.binding().rpc().getService().getName()
        + "_"
        + operation.binding().rpc().getName()
        + (index == 0 ? "" : "_" + (index + 1));
  }

  private static String withPackage(ApiOperation operation) {
    String name = operation.binding().rpc().getFile().getPackage().replace('.', '_');
    return (name.isEmpty() ? "" : name + "_") + plain(operation);
  }

  private static String withUpstream(ApiOperation operation) {
    String upstream = operation.upstream().replaceAll("[^A-Za-z0-9_-]", "_");
    return upstream + "_" + withPackage(operation);
  }
}
