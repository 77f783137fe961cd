package bluehub.openapi.type;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Types under their names for good. Immutable, thread-safe. */
public final class NamedTypes {
  private final Map<String, JsonNode> schemas = new TreeMap<>();

  /** The name of what a reference means. */
  private final Map<String, String> names = new HashMap<>();

  NamedTypes(Collection<TypeNaming.Named> types) {
    for (TypeNaming.Named type : types) {
      schemas.put(type.name(), type.schema());
      type.references().forEach(reference -> names.put(reference, type.name()));
    }
  }

  /** The names of all types. */
  public Set<String> names() {
    return schemas.keySet();
  }

  /** A tree with references that readers understand: the place of the types and the name. */
  public JsonNode resolve(JsonNode tree, String place) {
    return Reference.copy(tree, reference -> place + name(reference), true);
  }

  /** The schema of a type, resolved; null for a name that is none. */
  public @Nullable JsonNode schema(String name, String place) {
    JsonNode schema = schemas.get(name);
    return schema == null ? null : resolve(schema, place);
  }

  /** The types that a tree needs, resolved and in the order of their names. */
  public SortedMap<String, JsonNode> needed(JsonNode tree, String place) {
    SortedSet<String> found = new TreeSet<>();
    ArrayDeque<JsonNode> open = new ArrayDeque<>();
    open.add(tree);
    for (JsonNode next = open.poll(); next != null; next = open.poll()) {
      for (String reference : Reference.in(next)) {
        String name = name(reference);
        if (found.add(name)) {
          open.add(type(name));
        }
      }
    }
    SortedMap<String, JsonNode> needed = new TreeMap<>();
    found.forEach(name -> needed.put(name, resolve(type(name), place)));
    return needed;
  }

  /** The types that a type needs, itself included if it needs itself. */
  public SortedMap<String, JsonNode> neededBy(String name, String place) {
    return needed(type(name), place);
  }

  private JsonNode type(String name) {
    return Objects.requireNonNull(schemas.get(name), name);
  }

  private String name(String reference) {
    return Objects.requireNonNull(names.get(reference), reference);
  }
}
