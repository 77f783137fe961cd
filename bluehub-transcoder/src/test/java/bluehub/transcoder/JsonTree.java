package bluehub.transcoder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON text as values that compare: numbers by value, members in any order. */
public final class JsonTree {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonTree() {}

  /** The values of a text, which must be one JSON value (RFC 8259) without a member twice. */
  public static Object of(String json) {
    return of(read(json));
  }

  /** The tree of a text, which must be one JSON value (RFC 8259) without a member twice. */
  public static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  /** The same, but of members that come twice the last one stays. */
  public static Object lastOnes(String json) {
    return of(JsonMapper.shared().readTree(json));
  }

  private static Object of(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new LinkedHashMap<>();
      node.properties().forEach(e -> members.put(e.getKey(), of(e.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(e -> elements.add(of(e)));
      return elements;
    }
    return node.isNumber() ? new BigDecimal(node.asString()).stripTrailingZeros() : node;
  }
}
