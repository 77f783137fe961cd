package bluehub.gateway.api;

import bluehub.gateway.settings.LimitSettings;
import bluehub.gateway.settings.TranscodingSettings;
import bluehub.gateway.settings.TranscodingSettings.PrintSettings;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.json.JsonLimits;
import bluehub.transcoder.route.RouteOptions;

/** What the settings say of how schemas are compiled. */
public final class CompileOptions {
  private CompileOptions() {}

  /** The engine's own limit of a body is the gateway's, so that there is one to set. */
  public static ApiOptions of(TranscodingSettings settings, LimitSettings limits) {
    JsonLimits json = JsonLimits.DEFAULT;
    long size = Math.max(1, limits.maxBody().toBytes());
    PrintSettings print = settings.print();
    return ApiOptions.defaults()
        .withRoutes(new RouteOptions(settings.keepReserved(), settings.stripTrailingSlash()))
        .withConflicts(settings.conflicts())
        .withErrors(settings.errors())
        .withParse(
            new ParseOptions(
                settings.unknownFields(),
                settings.refuseDifferingPath(),
                settings.ignoreUnexpectedBody(),
                new JsonLimits(json.depth(), json.numberLength(), json.members(), size)))
        .withPrint(
            new PrintOptions(
                print.defaults(), print.protoNames(), print.enumNumbers(), print.pretty()));
  }
}
