package bluehub.openapi.type;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Types under their names for good. Not thread-safe, as schemas are made when they are needed. */
public final class NamedTypes {
  private final Map<String, Type> types = new TreeMap<>();

  /** The name of what a reference means. */
  private final Map<String, String> names = new HashMap<>();

  NamedTypes(Collection<TypeNaming.Named> types) {
    for (TypeNaming.Named type : types) {
      this.types.put(type.name(), type.type());
      type.references().forEach(reference -> names.put(reference, type.name()));
    }
  }

  /** The names of all types. */
  public Set<String> names() {
    return types.keySet();
  }

  public boolean has(String name) {
    return types.containsKey(name);
  }

  /** The names of the types that references need. */
  public SortedSet<String> needed(Collection<String> references) {
    SortedSet<String> found = new TreeSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(references);
    for (String next = open.poll(); next != null; next = open.poll()) {
      String name = name(next);
      if (found.add(name)) {
        open.addAll(type(name).references());
      }
    }
    return found;
  }

  /** The names of the types that a type needs, with its own if it needs itself. */
  public SortedSet<String> neededBy(String name) {
    return needed(type(name).references());
  }

  /** The schema of a type, to be {@linkplain #write written}. */
  public JsonNode schema(String name) {
    return type(name).schema().get();
  }

  /**
   * Writes a tree with references that readers understand; no resolved copy of it is made, as that
   * of a large API is large.
   *
   * @param place of all types: what their names go behind
   */
  public void write(JsonNode tree, String place, JsonGenerator out) {
    if (tree.isArray()) {
      out.writeStartArray();
      tree.forEach(element -> write(element, place, out));
      out.writeEndArray();
    } else if (tree.isObject()) {
      out.writeStartObject();
      writeMembers(tree, place, out);
      out.writeEndObject();
    } else {
      out.writeTree(tree);
    }
  }

  /** The same for an object that the caller begins and ends. */
  public void writeMembers(JsonNode object, String place, JsonGenerator out) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.writeName(member.getKey());
      if (Reference.isOpen(member.getKey(), member.getValue())) {
        out.writeString(place + name(member.getValue().stringValue()));
      } else {
        write(member.getValue(), place, out);
      }
    }
  }

  private Type type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  private String name(String reference) {
    return Objects.requireNonNull(names.get(reference), reference);
  }
}
