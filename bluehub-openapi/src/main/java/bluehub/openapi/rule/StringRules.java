package bluehub.openapi.rule;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code buf.validate.StringRules} as keywords. */
final class StringRules {
  /** What RE2 has and ECMA 262, of which JSON Schema's patterns are, has not or has otherwise. */
  private static final Pattern RE2_ONLY =
      Pattern.compile("\\(\\?(?!:)|\\\\[AzQECapPx]|\\[\\[:|\\[\\^?]");

  private static final Pattern SPECIAL = Pattern.compile("[\\^$\\\\.*+?()\\[\\]{}|/]");

  private final ObjectNode schema;

  StringRules(ObjectNode schema) {
    this.schema = schema;
  }

  /** Whether a keyword could say it. */
  boolean apply(String rule, Object content) {
    switch (rule) {
      case "const" -> schema.put("const", content.toString());
      case "len" -> schema.put("minLength", (Long) content).put("maxLength", (Long) content);
      case "min_len" -> schema.put("minLength", (Long) content);
      case "max_len" -> schema.put("maxLength", (Long) content);
      case "prefix" -> pattern("^" + quote(content));
      case "suffix" -> pattern(quote(content) + "$");
      case "contains" -> pattern(quote(content));
      case "not_contains" -> allOf().addObject().putObject("not").put("pattern", quote(content));
      case "in" -> add(schema.putArray("enum"), content);
      case "not_in" -> add(schema.putObject("not").putArray("enum"), content);
      case "example" -> add(schema.putArray("examples"), content);
      case "pattern" -> {
        if (RE2_ONLY.matcher(content.toString()).find()) {
          return false;
        }
        pattern(content.toString());
      }
      // A form that is switched off, or said by another rule already.
      case "strict" -> {}
      default -> {
        return content.equals(true) && form(rule);
      }
    }
    return true;
  }

  private boolean form(String rule) {
    switch (rule) {
      case "email", "hostname", "ipv4", "ipv6", "uri", "uuid" -> schema.put("format", rule);
      case "uri_ref" -> schema.put("format", "uri-reference");
      case "tuuid" -> pattern("^[0-9a-fA-F]{32}$");
      case "ulid" -> pattern("^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void pattern(String pattern) {
    if (schema.has("pattern")) {
      allOf().addObject().put("pattern", pattern);
    } else {
      schema.put("pattern", pattern);
    }
  }

  private ArrayNode allOf() {
    return schema.withArrayProperty("allOf");
  }

  private static String quote(Object text) {
    return SPECIAL.matcher(text.toString()).replaceAll("\\\\$0");
  }

  private static void add(ArrayNode array, Object values) {
    if (values instanceof List<?> list) {
      list.forEach(value -> array.add(value.toString()));
    }
  }
}
