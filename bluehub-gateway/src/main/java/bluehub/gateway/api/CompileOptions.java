package bluehub.gateway.api;

import bluehub.gateway.settings.LimitSettings;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.json.JsonLimits;

/** What the settings say of how schemas are compiled. */
public final class CompileOptions {
  private CompileOptions() {}

  /** The engine's own limit of a body is the gateway's, so that there is one to set. */
  public static ApiOptions of(LimitSettings limits) {
    JsonLimits json = JsonLimits.DEFAULT;
    long size = Math.max(1, limits.maxBody().toBytes());
    ParseOptions parse =
        ParseOptions.DEFAULT.withLimits(
            new JsonLimits(json.depth(), json.numberLength(), json.members(), size));
    return ApiOptions.defaults().withParse(parse);
  }
}
