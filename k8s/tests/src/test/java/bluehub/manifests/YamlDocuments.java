package bluehub.manifests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML text as the objects in it; a key written twice is refused. */
final class YamlDocuments {
  private static final Gson GSON = new Gson();

  private YamlDocuments() {}

  /**
   * @param source where the text came from, for messages
   */
  static List<Manifest> read(String source, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Manifest> found = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (document != null) {
        found.add(new Manifest(source, (JsonObject) GSON.toJsonTree(document)));
      }
    }
    return List.copyOf(found);
  }
}
