package bluehub.openapi.type;

import bluehub.openapi.text.Comments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The types of all upstreams in all styles, while they are gathered. Not thread-safe.
 *
 * <p>Types are named as in their proto files. Where two upstreams mean different things by a name,
 * each has a type of its own; where they mean the same, they share one.
 */
public final class Components {
  private final Style usual;
  private final Comments comments;
  private final Map<Key, TypeSchemas> scopes = new LinkedHashMap<>();

  private record Key(String upstream, Style style) {}

  /**
   * @param usual the style that shows in no name
   */
  public Components(Style usual, Comments comments) {
    this.usual = usual;
    this.comments = comments;
  }

  /** The types of an upstream; the same for the same upstream and style. */
  public TypeSchemas types(String upstream, Style style) {
    return scopes.computeIfAbsent(
        new Key(upstream, style),
        key ->
            new TypeSchemas(
                new Reference.Scope(scopes.size(), key.upstream(), key.style()), comments));
  }

  /** Types that are no upstream's, in the usual style. */
  public TypeSchemas own() {
    return types("", usual);
  }

  /** What a tree refers to, for {@link NamedTypes#needed}. */
  public static Set<String> references(JsonNode tree) {
    return new HashSet<>(Reference.in(tree));
  }

  /** Names all types that were referred to, for good. */
  public NamedTypes named() {
    List<TypeSchemas> all = new ArrayList<>(scopes.values());
    return new NamedTypes(new TypeNaming(all, usual).name());
  }
}
