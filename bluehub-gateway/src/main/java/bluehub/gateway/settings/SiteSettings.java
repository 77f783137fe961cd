package bluehub.gateway.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway has for readers: a page at {@code /}, {@code /openapi.json}, {@code
 * /openapi.yaml} and {@code /schemas/package.Message.json}, where no route has these paths.
 *
 * @param enabled whether they are there
 * @param page whether the page is among them
 * @param details whether the page's state tells what may hold addresses: targets, sources, and why
 *     a source cannot be had
 * @param title of the API in its document
 * @param version of the API in its document
 * @param description of the API in its document, in Markdown; may be empty
 * @param servers URLs that the paths go behind, absolute or relative to the document's
 */
public record SiteSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean page,
    @DefaultValue("false") boolean details,
    @DefaultValue("BlueHub") String title,
    @DefaultValue("1") String version,
    @DefaultValue("") String description,
    @DefaultValue("/") List<String> servers) {

  public SiteSettings {
    Bounds.notBlank("site.title", title);
    Bounds.notBlank("site.version", version);
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("site.servers is empty, expected at least one URL");
    }
    servers.forEach(url -> Bounds.notBlank("site.servers", url));
  }
}
