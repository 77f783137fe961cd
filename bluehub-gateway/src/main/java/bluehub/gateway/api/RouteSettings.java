package bluehub.gateway.api;

import bluehub.gateway.settings.CorsSettings;
import bluehub.transcoder.MethodOptions;
import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.json.JsonLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of the route options says; null where it says nothing. Immutable.
 *
 * @param print how answers are printed
 * @param deadline zero for none
 * @param maxBody in bytes
 * @param location a template of {@link Location}
 */
record RouteSettings(
    @Nullable UnknownFields unknownFields,
    Print print,
    @Nullable Duration deadline,
    @Nullable Integer maxBody,
    @Nullable Integer successStatus,
    @Nullable String location,
    @Nullable HeaderRules requestHeaders,
    @Nullable HeaderRules responseHeaders,
    @Nullable CorsSettings cors) {

  /** How answers are printed; null where nothing is said. */
  record Print(
      @Nullable Boolean defaults,
      @Nullable Boolean protoNames,
      @Nullable Boolean enumNumbers,
      @Nullable Boolean pretty) {
    static final Print NONE = new Print(null, null, null, null);

    Print over(Print earlier) {
      return new Print(
          or(defaults, earlier.defaults),
          or(protoNames, earlier.protoNames),
          or(enumNumbers, earlier.enumNumbers),
          or(pretty, earlier.pretty));
    }

    PrintOptions on(PrintOptions base) {
      return new PrintOptions(
          defaults == null ? base.defaults() : defaults,
          protoNames == null ? base.protoNames() : protoNames,
          enumNumbers == null ? base.enumNumbers() : enumNumbers,
          pretty == null ? base.pretty() : pretty);
    }
  }

  static final RouteSettings NONE =
      new RouteSettings(null, Print.NONE, null, null, null, null, null, null, null);

  /** These where they say something, else the earlier ones. */
  RouteSettings over(RouteSettings earlier) {
    return new RouteSettings(
        or(unknownFields, earlier.unknownFields),
        print.over(earlier.print),
        or(deadline, earlier.deadline),
        or(maxBody, earlier.maxBody),
        or(successStatus, earlier.successStatus),
        or(location, earlier.location),
        or(requestHeaders, earlier.requestHeaders),
        or(responseHeaders, earlier.responseHeaders),
        or(cors, earlier.cors));
  }

  private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  /** How the texts of a method are read and printed. */
  MethodOptions on(MethodOptions base) {
    ParseOptions parse = base.parse();
    if (unknownFields != null) {
      parse = parse.withUnknownFields(unknownFields);
    }
    if (maxBody != null) {
      JsonLimits limits = parse.limits();
      parse =
          parse.withLimits(
              new JsonLimits(
                  limits.depth(), limits.numberLength(), limits.members(), Math.max(1, maxBody)));
    }
    return base.withParse(parse).withPrint(print.on(base.print()));
  }
}
