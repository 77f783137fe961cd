package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import java.util.Set;

/**
 * The query parameters that are no fields (Google's "system parameters"): some say how the answer
 * is printed, the others are for whoever else reads the URL.
 *
 * <p>Those with a {@code $} are always taken for what they are; those without only where the
 * message has no field of that name.
 */
final class SystemParameters {
  private static final Set<String> NAMES =
      Set.of(
          "$alt",
          "$prettyPrint",
          "$fields",
          "$key",
          "$callback",
          "$userProject",
          "$apiVersion",
          "$httpMethod",
          "$unique",
          "$.xgafv",
          "$ct",
          "$req",
          "alt",
          "prettyPrint",
          "fields",
          "key",
          "access_token",
          "oauth_token",
          "callback",
          "quotaUser",
          "userIp",
          "upload_protocol",
          "uploadType");

  private SystemParameters() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** The print options after one more parameter. */
  static PrintOptions apply(String name, String value, PrintOptions print) {
    return switch (name) {
      case "$alt", "alt" -> alt(name, value, print);
      case "$prettyPrint", "prettyPrint" -> print.withPretty(flag(name, value));
      default -> print;
    };
  }

  /** {@code json}, with parameters: {@code json;enum-encoding=int}. */
  private static PrintOptions alt(String name, String value, PrintOptions print) {
    String[] parts = value.split(";", -1);
    if (!parts[0].equals("json")) {
      throw RequestFault.invalid("found \"%s\", expected \"json\"".formatted(value)).at(name);
    }
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].equals("enum-encoding=int")) {
        print = print.withEnumNumbers(true);
      } else if (parts[i].equals("enum-encoding=string")) {
        print = print.withEnumNumbers(false);
      } else {
        throw RequestFault.invalid(
                "found \"%s\", expected \"enum-encoding=int\"".formatted(parts[i]))
            .at(name);
      }
    }
    return print;
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default ->
          throw RequestFault.invalid("found \"%s\", expected true or false".formatted(value))
              .at(name);
    };
  }
}
