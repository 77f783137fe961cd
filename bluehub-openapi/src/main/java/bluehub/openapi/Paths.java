package bluehub.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The paths of a document. Templates that differ in names of parameters alone are one path, and so
 * are those that differ in how many segments a parameter takes, which OpenAPI cannot tell: then the
 * narrower template is described, and names the others.
 */
final class Paths {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The methods that a path item has a place for (OpenAPI 3.1 §4.8.9.1). */
  private static final Set<String> METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

  private static final String EVERY = "*";

  private final Operations operations;
  private final Map<String, Item> items = new LinkedHashMap<>();

  private record Entry(ApiOperation operation, PathLayout layout) {}

  /**
   * @param layout whose names of parameters all have
   * @param byMethod in the order of their declaration
   */
  private record Item(PathLayout layout, Map<String, List<Entry>> byMethod) {}

  Paths(Operations operations) {
    this.operations = operations;
  }

  void add(ApiOperation operation) {
    PathLayout layout = PathLayout.of(operation.binding().template());
    items
        .computeIfAbsent(layout.shape(), _ -> new Item(layout, new LinkedHashMap<>()))
        .byMethod()
        .computeIfAbsent(operation.binding().httpMethod(), _ -> new ArrayList<>())
        .add(new Entry(operation, layout));
  }

  /** Brings each path with its path item, which is made for that moment. */
  void each(BiConsumer<String, ObjectNode> path) {
    items.values().forEach(item -> path.accept(item.layout().path(), tree(item)));
  }

  private ObjectNode tree(Item item) {
    ObjectNode node = JSON.objectNode();
    ObjectNode others = JSON.objectNode();
    item.byMethod()
        .forEach(
            (method, entries) -> {
              ObjectNode operation = operation(item, entries);
              String place = place(method, entries.getFirst().operation(), item);
              if (METHODS.contains(place)) {
                node.set(place.toLowerCase(Locale.ROOT), operation);
              } else {
                others.set(method, operation);
              }
            });
    if (!others.isEmpty()) {
      // Methods that OpenAPI has no place for.
      node.set("x-bluehub-methods", others);
    }
    return node;
  }

  /** A rule for every method is described under one that is free. */
  private static String place(String method, ApiOperation operation, Item item) {
    if (!method.equals(EVERY)) {
      return method;
    }
    String usual = operation.binding().body().isEmpty() ? "GET" : "POST";
    return item.byMethod().containsKey(usual) ? EVERY : usual;
  }

  private ObjectNode operation(Item item, List<Entry> entries) {
    List<Entry> narrowest =
        entries.stream().sorted(Comparator.comparingLong(entry -> entry.layout().rests())).toList();
    Entry first = narrowest.getFirst();
    ObjectNode node = operations.operation(first.operation(), first.layout().named(item.layout()));
    if (first.operation().binding().httpMethod().equals(EVERY)) {
      node.put("x-bluehub-every-method", true);
      Operations.remark(node, List.of("Any other method does the same."));
    }
    List<Entry> hidden = narrowest.subList(1, narrowest.size());
    if (!hidden.isEmpty()) {
      List<String> texts = new ArrayList<>();
      var also = node.putArray("x-bluehub-also");
      for (Entry entry : hidden) {
        also.addObject()
            .put("x-grpc-method", entry.operation().rpc())
            .put("rule", entry.operation().binding().rule())
            .put("x-bluehub-upstream", entry.operation().upstream());
        texts.add(
            "A path that does not fit here and fits `%s` calls `%s`."
                .formatted(entry.operation().binding().template(), entry.operation().rpc()));
      }
      Operations.remark(node, texts);
    }
    return node;
  }
}
