package bluehub.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary folders in the module's target folder. */
final class BesideTheClasses implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    Path target = Files.createDirectories(Checkout.root().resolve("k8s/tests/target"));
    return Files.createTempDirectory(target, "rendered");
  }
}
