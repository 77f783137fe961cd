package bluehub.transcoder.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How messages are printed (ProtoJSON, "JSON Options").
 *
 * @param defaults whether fields without presence are printed that have their default value
 * @param protoNames whether fields are named as in the proto file, not in lowerCamelCase
 * @param enumNumbers whether enums are printed as their numbers
 * @param pretty whether the text has line breaks and indents
 */
public record PrintOptions(
    boolean defaults, boolean protoNames, boolean enumNumbers, boolean pretty) {

  /** As ProtoJSON has it where nobody asks otherwise, in one line. */
  public static final PrintOptions DEFAULT = new PrintOptions(false, false, false, false);

  /**
   * These options after the parameters of an Accept header's JSON ranges (RFC 9110 §12.5.1): {@code
   * application/json; enum-encoding=int; pretty=true}. Known are {@code enum-encoding} ({@code int}
   * or {@code string}), {@code pretty}, {@code defaults} and {@code proto-names} ({@code true} or
   * {@code false}); others are ignored, as parameters that a server does not know are.
   */
  public PrintOptions accepted(@Nullable String accept) {
    if (accept == null || accept.indexOf(';') < 0 || !namesJson(accept)) {
      return this;
    }
    PrintOptions options = this;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].toLowerCase(Locale.ROOT).contains("json")) {
        for (int i = 1; i < parts.length; i++) {
          options = options.parameter(parts[i].strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return options;
  }

  /** Browsers send parameters with every request, but of other types. */
  private static boolean namesJson(String accept) {
    for (int i = accept.length() - 4; i >= 0; i--) {
      if (accept.regionMatches(true, i, "json", 0, 4)) {
        return true;
      }
    }
    return false;
  }

  private PrintOptions parameter(String parameter) {
    return switch (parameter.replace(" ", "")) {
      case "enum-encoding=int" -> withEnumNumbers(true);
      case "enum-encoding=string" -> withEnumNumbers(false);
      case "pretty=true" -> withPretty(true);
      case "pretty=false" -> withPretty(false);
      case "defaults=true" -> withDefaults(true);
      case "defaults=false" -> withDefaults(false);
      case "proto-names=true" -> withProtoNames(true);
      case "proto-names=false" -> withProtoNames(false);
      default -> this;
    };
  }

  public PrintOptions withDefaults(boolean value) {
    return new PrintOptions(value, protoNames, enumNumbers, pretty);
  }

  public PrintOptions withProtoNames(boolean value) {
    return new PrintOptions(defaults, value, enumNumbers, pretty);
  }

  public PrintOptions withEnumNumbers(boolean value) {
    return new PrintOptions(defaults, protoNames, value, pretty);
  }

  public PrintOptions withPretty(boolean value) {
    return new PrintOptions(defaults, protoNames, enumNumbers, value);
  }
}
