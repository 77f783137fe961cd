package bluehub.transcoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What other implementations answer, as JSON files that live beside the checkout in {@code
 * ../shared/vectors} and are no part of the project. The system property {@code bluehub.vectors} or
 * the environment variable {@code BLUEHUB_VECTORS} names another folder.
 */
public final class Vectors {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Vectors() {}

  /** The file's content; empty, and one line on standard output, where the folder is not there. */
  public static Optional<JsonNode> read(String file) {
    Path path = folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      System.out.println("left out: the vectors of " + file + ", which " + path + " does not hold");
      return Optional.empty();
    }
    return Optional.of(JSON.readTree(path));
  }

  private static Path folder() {
    String named = System.getProperty("bluehub.vectors", System.getenv("BLUEHUB_VECTORS"));
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Path start = Path.of("").toAbsolutePath();
    @Nullable Path root = start;
    while (root != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return (root == null ? start : root).resolveSibling("shared").resolve("vectors");
  }
}
