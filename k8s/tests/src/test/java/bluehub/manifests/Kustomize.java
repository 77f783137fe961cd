package bluehub.manifests;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The program that renders overlays: kubectl, or kustomize itself. Where there is none new enough,
 * the test that asks for it is left out with one line; under {@code CI=true} it fails.
 */
final class Kustomize {
  /** The first kubectl whose kustomize (4.0) knows components as we use them. */
  private static final int OLDEST_KUBECTL = 21;

  private static final Pattern MINOR = Pattern.compile("\\d+");

  private final List<String> command;

  private Kustomize(List<String> command) {
    this.command = command;
  }

  /** The program; the calling test ends here when there is none. */
  static Kustomize orLeaveOut() {
    Optional<Kustomize> found = find();
    if (found.isEmpty()) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(Absence.TOLD + "; CI=true wants one of them");
      }
      Assumptions.abort(Absence.TOLD);
    }
    return found.orElseThrow();
  }

  /** The objects that the folder's kustomization makes. */
  List<Manifest> render(Path folder) {
    List<String> line = new ArrayList<>(command);
    line.add(folder.toString());
    Output output = run(line);
    if (output.status != 0) {
      throw new AssertionError(String.join(" ", line) + " failed: " + output.text);
    }
    return YamlDocuments.read(folder.toString(), output.text);
  }

  private static Optional<Kustomize> find() {
    try {
      Output version = run(List.of("kubectl", "version", "--client", "-o", "json"));
      Matcher minor =
          MINOR.matcher(
              JsonParser.parseString(version.text)
                  .getAsJsonObject()
                  .getAsJsonObject("clientVersion")
                  .get("minor")
                  .getAsString());
      if (minor.find() && Integer.parseInt(minor.group()) >= OLDEST_KUBECTL) {
        return Optional.of(new Kustomize(List.of("kubectl", "kustomize")));
      }
    } catch (UncheckedIOException e) {
      // No kubectl: perhaps the other.
    }
    try {
      run(List.of("kustomize", "version"));
      return Optional.of(new Kustomize(List.of("kustomize", "build")));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Output run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Output(int status, String text) {}

  /** Loaded, and so told, at most once. */
  private static final class Absence {
    static final String TOLD =
        tell(
            "found neither kubectl 1."
                + OLDEST_KUBECTL
                + " or newer nor kustomize on PATH: the overlays are not rendered");

    private static String tell(String why) {
      System.out.println("LEFT OUT: " + why);
      return why;
    }
  }
}
