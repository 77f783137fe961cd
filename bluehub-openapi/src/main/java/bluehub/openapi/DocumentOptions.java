package bluehub.openapi;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.PrintOptions;
import java.util.List;

/**
 * What a document says beside what the schemas say.
 *
 * @param title of the API
 * @param version of the API, as its clients know it
 * @param description in Markdown; empty for none
 * @param servers URLs that the paths go behind, absolute or relative to the document's
 * @param errors how errors are told
 * @param print how messages are printed by most operations
 */
public record DocumentOptions(
    String title,
    String version,
    String description,
    List<String> servers,
    ErrorFormat errors,
    PrintOptions print) {

  public DocumentOptions {
    servers = List.copyOf(servers);
    if (title.isBlank() || version.isBlank() || servers.isEmpty()) {
      throw new IllegalArgumentException(
          "title is \"%s\", version is \"%s\" and servers are %s, expected some of each"
              .formatted(title, version, servers));
    }
  }

  /** The root of the server that the document comes from, and the engine's defaults. */
  public static DocumentOptions of(String title, String version) {
    return new DocumentOptions(
        title, version, "", List.of("/"), ErrorFormat.STATUS, PrintOptions.DEFAULT);
  }

  public DocumentOptions withErrors(ErrorFormat value) {
    return new DocumentOptions(title, version, description, servers, value, print);
  }

  public DocumentOptions withPrint(PrintOptions value) {
    return new DocumentOptions(title, version, description, servers, errors, value);
  }
}
