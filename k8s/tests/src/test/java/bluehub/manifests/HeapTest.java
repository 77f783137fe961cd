package bluehub.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What the JVM makes of the images' options within a pod's memory limit: asked of the JVM itself,
 * as the options say less than they seem to. The share of the heap is what {@code pom.xml} has as
 * {@code MaxRAMPercentage}.
 */
class HeapTest {
  private static final String SHARE = "-XX:MaxRAMPercentage=";
  private static final Pattern MEBIBYTES = Pattern.compile("(\\d+)Mi");
  private static final Pattern FLAG = Pattern.compile("\\s*\\S+ (\\w+) += (\\S+) .*");
  private static final long MEBIBYTE = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"bluehub-gateway", "bluehub-router"})
  void heap_isItsShareOfThePodsMemory_fromTheStart(String program) throws Exception {
    long limit = limit(program);
    Map<String, String> flags = flags(limit);

    long heap = Long.parseLong(flags.get("MaxHeapSize"));
    // Generations are whole pages of their own, and the JVM rounds up.
    assertThat(heap - limit * share() / 100).isBetween(-MEBIBYTE, MEBIBYTE);
    assertThat(flags).containsEntry("InitialHeapSize", Long.toString(heap));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UseSerialGC", "UseCompactObjectHeaders", "ExitOnOutOfMemoryError"})
  void jvm_ofASmallPod_has(String option) throws Exception {
    assertThat(flags(limit("bluehub-gateway"))).containsEntry(option, "true");
  }

  private static long limit(String program) {
    Path file = Checkout.root().resolve(program).resolve(program + "-deployment.yaml");
    Manifest deployment = Checkout.manifests(file).getFirst();
    String limit =
        Manifest.text(deployment.containers().getFirst(), "resources", "limits", "memory");
    Matcher mebibytes = MEBIBYTES.matcher(limit);
    assertThat(mebibytes.matches()).as("memory limit %s, expected MiB", limit).isTrue();
    return Long.parseLong(mebibytes.group(1)) * MEBIBYTE;
  }

  private static int share() {
    return options().stream()
        .filter(option -> option.startsWith(SHARE))
        .map(option -> Integer.parseInt(option.substring(SHARE.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("found no " + SHARE + " in pom.xml"));
  }

  /** The JVM's own options of all Java images; those that a profile adds are of files. */
  private static List<String> options() {
    List<String> options = new ArrayList<>();
    try (InputStream pom = Files.newInputStream(Checkout.root().resolve("pom.xml"))) {
      NodeList found =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(pom)
              .getElementsByTagName("jvmFlags");
      for (int i = 0; i < found.getLength(); i++) {
        Element flags = (Element) found.item(i);
        if (!flags.hasAttribute("combine.children")) {
          flags.getTextContent().lines().map(String::strip).forEach(options::add);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("pom.xml cannot be read", e);
    }
    options.removeIf(String::isEmpty);
    return options;
  }

  private static Map<String, String> flags(long memory) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.add("-XX:MaxRAM=" + memory);
    command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    Map<String, String> flags = new HashMap<>();
    output
        .lines()
        .map(FLAG::matcher)
        .filter(Matcher::matches)
        .forEach(flag -> flags.put(flag.group(1), flag.group(2)));
    return flags;
  }
}
