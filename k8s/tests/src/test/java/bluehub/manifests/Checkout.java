package bluehub.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folder, and what lies in it. */
final class Checkout {
  /** The folders of the programs, each with a Deployment and a Service. */
  static final List<String> PROGRAMS =
      List.of("nginx", "bluehub-gateway", "bluehub-router", "private-registry");

  private Checkout() {}

  /** The project's root: the nearest folder above the tests' with {@code k8s/base} in it. */
  static Path root() {
    for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      if (Files.isDirectory(here.resolve("k8s/base"))) {
        return here;
      }
    }
    throw new IllegalStateException("found no k8s/base above " + Path.of("").toAbsolutePath());
  }

  /** The manifests that are applied as they lie there: two per program. */
  static List<Path> programFiles() {
    return PROGRAMS.stream()
        .flatMap(program -> yamlFiles(root().resolve(program), 1))
        .filter(file -> !isKustomization(file))
        .toList();
  }

  /** The manifests that only components add. */
  static List<Path> componentFiles() {
    return yamlFiles(root().resolve("k8s/components"), 2)
        .filter(file -> !isKustomization(file))
        .toList();
  }

  /** The names of the folders directly under {@code k8s/<folder>}. */
  static List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(root().resolve("k8s").resolve(folder))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Manifest> manifests(Path file) {
    return YamlDocuments.read(root().relativize(file).toString(), read(file));
  }

  private static Stream<Path> yamlFiles(Path folder, int depth) {
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      return entries.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isKustomization(Path file) {
    return file.getFileName().toString().equals("kustomization.yaml");
  }
}
