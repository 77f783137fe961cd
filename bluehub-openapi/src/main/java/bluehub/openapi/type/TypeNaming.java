package bluehub.openapi.type;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

  private record Type(
      String name, Reference.Scope scope, ObjectNode schema, List<String> references) {}

  /**
   * A type under its name for good.
   *
   * @param references all references that mean it
   */
  record Named(String name, ObjectNode schema, List<String> references) {}

  TypeNaming(List<TypeSchemas> scopes, Style usual) {
    this.usual = usual;
    for (TypeSchemas each : scopes) {
      each.schemas()
          .forEach(
              (name, schema) ->
                  types.put(
                      each.scope().reference(name),
                      new Type(name, each.scope(), schema, Reference.in(schema))));
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
  private ObjectNode best(List<String> references) {
    ObjectNode best = type(references.getFirst()).schema();
    for (String reference : references.subList(1, references.size())) {
      ObjectNode other = type(reference).schema();
      best = length(other) > length(best) ? other : best;
    }
    return best;
  }

  private static int length(ObjectNode schema) {
    return Reference.copy(schema, _ -> "", true).toString().length();
  }

  private Map<String, Integer> classes() {
    Map<Object, Integer> numbers = new HashMap<>();
    Map<String, Integer> classes = new LinkedHashMap<>();
    types.forEach(
        (reference, type) -> {
          JsonNode shape = Reference.copy(type.schema(), target -> type(target).name(), false);
          classes.put(reference, number(numbers, type.name() + digest(shape)));
        });
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

  /** Stands for a schema, as all schemas of a large API would take much room a second time. */
  private static String digest(JsonNode schema) {
    try {
      byte[] text = schema.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static int number(Map<Object, Integer> numbers, Object key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private Type type(String reference) {
    return Objects.requireNonNull(types.get(reference), reference);
  }
}
