import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches a Maven distribution, checks its SHA-256 and unpacks it: {@code java InstallMaven.java URL
 * SHA256 HOME}. Run by {@code mvnw} as a source file, so that a fresh machine needs a JDK and nothing
 * else (no curl, no unzip). HOME appears whole or not at all.
 */
final class InstallMaven {
  public static void main(String[] args) throws Exception {
    String url = args[0];
    String expected = args[1];
    Path home = Path.of(args[2]);
    Files.createDirectories(home.getParent());
    Path work = Files.createTempDirectory(home.getParent(), ".unpack");
    try {
      Path zip = work.resolve("maven.zip");
      try (InputStream in = URI.create(url).toURL().openStream()) {
        Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
      }
      String actual =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
      if (!actual.equals(expected)) {
        System.err.printf(
            "The SHA-256 of %s is %s, expected %s (.mvn/wrapper/maven-wrapper.properties).%n",
            url, actual, expected);
        System.exit(1);
      }
      Path root = unpack(zip, work);
      root.resolve("bin/mvn").toFile().setExecutable(true, false);
      try {
        Files.move(root, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException otherWasFirst) {
        if (!Files.isDirectory(home)) {
          throw otherWasFirst;
        }
      }
    } catch (IOException e) {
      System.err.printf(
          "Maven could not be fetched from %s (%s). Behind a proxy, set JAVA_TOOL_OPTIONS to"
              + " \"-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT\"; for a mirror, set MVNW_REPOURL.%n",
          url, e);
      System.exit(1);
    } finally {
      delete(work);
    }
  }

  /** Unpacks the zip and returns its one top folder. */
  private static Path unpack(Path zip, Path into) throws IOException {
    Path root = into;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        root = into.resolve(into.relativize(file).getName(0));
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
        }
      }
    }
    return root;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
