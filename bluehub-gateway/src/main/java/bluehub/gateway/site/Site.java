package bluehub.gateway.site;

import bluehub.gateway.api.SchemaStates;
import bluehub.gateway.api.Table;
import bluehub.gateway.settings.SiteSettings;
import bluehub.transcoder.ApiOptions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Pages at paths that no route has. Thread-safe. */
public interface Site {
  /** No page at all. */
  Site NONE = (_, _) -> null;

  /**
   * Looks a page up. Called on event loops, so it must not block: what takes time is done elsewhere
   * and the stage completed there.
   *
   * @param table what is served at this moment
   * @param path as it came, percent-encoded, without the query
   * @return null where there is surely no page; a stage may end with null, too
   */
  @Nullable CompletionStage<@Nullable SitePage> find(Table table, String path);

  /**
   * All that the settings want.
   *
   * @param compiled how schemas are compiled
   * @param states how it stands with them
   */
  static Site of(SiteSettings settings, ApiOptions compiled, SchemaStates states) {
    if (!settings.enabled()) {
      return NONE;
    }
    Site api = new ApiPages(settings, compiled);
    return settings.page()
        ? of(List.of(api, new PageFiles(), new StatePage(states, settings.details())))
        : api;
  }

  /** The pages of several sites; the first that may have a page is asked alone. */
  static Site of(List<Site> sites) {
    List<Site> all = List.copyOf(sites);
    return (table, path) -> {
      for (Site site : all) {
        CompletionStage<@Nullable SitePage> found = site.find(table, path);
        if (found != null) {
          return found;
        }
      }
      return null;
    };
  }
}
