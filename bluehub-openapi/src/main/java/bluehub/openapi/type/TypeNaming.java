package bluehub.openapi.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out which types are the same, and names them. Two types are the same when their schemas
 * are, but for descriptions, and what they refer to is the same: types are put into classes by
 * their schemas, and classes are split by the classes they refer to until none splits (partition
 * refinement).
 */
final class TypeNaming {
  private final Style usual;

  /** By reference, in the order of scopes and names. */
  private final Map<String, Type> types = new LinkedHashMap<>();

  /**
   * A type under its name for good.
   *
   * @param references all references that mean it
   */
  record Named(String name, Type type, List<String> references) {}

  TypeNaming(List<TypeSchemas> scopes, Style usual) {
    this.usual = usual;
    for (TypeSchemas each : scopes) {
      each.types().forEach(type -> types.put(type.scope().reference(type.name()), type));
    }
  }

  List<Named> name() {
    Map<String, Map<Integer, List<String>>> byName = new TreeMap<>();
    classes()
        .forEach(
            (reference, number) ->
                byName
                    .computeIfAbsent(type(reference).name(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(number, _ -> new ArrayList<>())
                    .add(reference));
    Set<String> taken = new HashSet<>(byName.keySet());
    List<Named> named = new ArrayList<>();
    byName.forEach(
        (name, classes) -> {
          if (classes.size() == 1) {
            classes.values().forEach(only -> named.add(new Named(name, best(only), only)));
            return;
          }
          boolean upstreams =
              classes.values().stream()
                      .flatMap(List::stream)
                      .map(reference -> type(reference).scope().upstream())
                      .distinct()
                      .count()
                  > 1;
          for (List<String> each : classes.values()) {
            String own = name + suffix(type(each.getFirst()).scope(), upstreams);
            named.add(new Named(free(own, name, taken), best(each), each));
          }
        });
    return named;
  }

  private String suffix(Reference.Scope scope, boolean upstreams) {
    String upstream = scope.upstream().replaceAll("[^A-Za-z0-9._-]", "_");
    return (upstreams && !upstream.isEmpty() ? "-" + upstream : "")
        + (scope.style().equals(usual) ? "" : scope.style().suffix());
  }

  /** The type's own name is free for one of its classes, as all others have suffixes. */
  private static String free(String wanted, String name, Set<String> taken) {
    String free = wanted;
    for (int i = 2; !free.equals(name) && !taken.add(free); i++) {
      free = wanted + "-" + i;
    }
    return free;
  }

  /** Of the same types the one that says most: a source may come without comments. */
  private Type best(List<String> references) {
    return references.stream()
        .map(this::type)
        .reduce((one, other) -> other.size() > one.size() ? other : one)
        .orElseThrow();
  }

  private Map<String, Integer> classes() {
    Map<Object, Integer> numbers = new HashMap<>();
    Map<String, Integer> classes = new LinkedHashMap<>();
    types.forEach(
        (reference, type) -> classes.put(reference, number(numbers, type.name() + type.shape())));
    int count = numbers.size();
    int former = 0;
    while (count != former) {
      former = count;
      Map<Object, Integer> next = new HashMap<>();
      Map<String, Integer> before = new LinkedHashMap<>(classes);
      types.forEach(
          (reference, type) -> {
            List<Integer> key = new ArrayList<>();
            key.add(before.get(reference));
            type.references().forEach(target -> key.add(before.get(target)));
            classes.put(reference, number(next, key));
          });
      count = next.size();
    }
    return classes;
  }

  private static int number(Map<Object, Integer> numbers, Object key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private Type type(String reference) {
    return Objects.requireNonNull(types.get(reference), reference);
  }
}
