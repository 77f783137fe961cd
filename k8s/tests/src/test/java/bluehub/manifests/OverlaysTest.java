package bluehub.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that apply.sh or a user makes of the folders, rendered and checked whole. */
class OverlaysTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  /** Beside the project's folders, since kustomize wants relative paths. */
  @TempDir(cleanup = CleanupMode.ALWAYS, factory = BesideTheClasses.class)
  Path folder;

  static Stream<List<String>> componentSets() {
    List<String> names = Checkout.names("components");
    return IntStream.range(0, 1 << names.size())
        .mapToObj(
            set ->
                IntStream.range(0, names.size())
                    .filter(i -> (set >> i & 1) == 1)
                    .mapToObj(names::get)
                    .toList())
        .filter(set -> set.size() <= 2 || set.size() == names.size());
  }

  static List<String> overlays() {
    return Checkout.names("overlays");
  }

  @ParameterizedTest
  @MethodSource("componentSets")
  void base_withAnyOneTwoOrAllComponents_isSound(List<String> components) throws IOException {
    assertSound(render("k8s/base", components));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void overlay_alone_isSound(String overlay) {
    Kustomize kustomize = Kustomize.orLeaveOut();
    assertSound(kustomize.render(Checkout.root().resolve("k8s/overlays").resolve(overlay)));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void overlay_asApplyShLaysItOut_isPinnedByDigest(String overlay) throws IOException {
    List<Manifest> objects =
        render("k8s/overlays/" + overlay, List.of("registry-loopback", "pinned-images"));
    assertSound(objects);
    assertThat(images(objects))
        .contains("registry:3")
        .filteredOn(image -> !image.equals("registry:3"))
        .hasSize(3)
        .allSatisfy(image -> assertThat(image).startsWith("localhost:30000/").endsWith(DIGEST));
  }

  @Test
  void programFolder_alone_holdsItsTwoObjects() {
    Kustomize kustomize = Kustomize.orLeaveOut();
    for (String program : Checkout.PROGRAMS) {
      assertThat(kustomize.render(Checkout.root().resolve(program)))
          .extracting(Manifest::name)
          .containsExactlyInAnyOrder(program + "-deployment", program + "-service");
    }
  }

  @Test
  void registryStorage_putsTheImagesOnTheClaim() throws IOException {
    List<Manifest> objects = render("k8s/base", List.of("registry-storage"));
    assertThat(object(objects, "private-registry-claim").text("spec", "storageClassName"))
        .as("a class of storage, where the cluster's default is meant")
        .isEmpty();
    assertThat(
            object(objects, "private-registry-deployment")
                .items("spec", "template", "spec", "volumes"))
        .singleElement()
        .satisfies(
            volume ->
                assertThat(Manifest.text(volume, "persistentVolumeClaim", "claimName"))
                    .isEqualTo("private-registry-claim"));
  }

  private List<Manifest> render(String resource, List<String> components) throws IOException {
    Kustomize kustomize = Kustomize.orLeaveOut();
    Path here = folder.toRealPath();
    List<String> lines = new ArrayList<>();
    lines.add("apiVersion: kustomize.config.k8s.io/v1beta1");
    lines.add("kind: Kustomization");
    lines.add("resources: [" + here.relativize(Checkout.root().resolve(resource)) + "]");
    lines.add("components:");
    for (String component : components) {
      lines.add(
          "  - " + here.relativize(Checkout.root().resolve("k8s/components").resolve(component)));
    }
    if (components.contains("pinned-images")) {
      lines.add("images:");
      for (String name : List.of("nginx", "gateway", "router")) {
        lines.add("  - {name: localhost:30000/bluehub/" + name + ", digest: '" + DIGEST + "'}");
      }
    }
    Files.write(here.resolve("kustomization.yaml"), lines);
    return kustomize.render(here);
  }

  private static void assertSound(List<Manifest> objects) {
    assertThat(objects)
        .isNotEmpty()
        .allSatisfy(object -> assertThat(StrictSchema.problems(object)).isEmpty());
    assertThat(objects)
        .filteredOn(Manifest::isWorkload)
        .allSatisfy(object -> assertThat(PodRules.problems(object)).isEmpty());
    assertThat(References.dangling(objects)).isEmpty();
  }

  private static List<String> images(List<Manifest> objects) {
    return objects.stream()
        .filter(Manifest::isWorkload)
        .flatMap(object -> object.containers().stream())
        .map(container -> Manifest.text(container, "image"))
        .distinct()
        .collect(Collectors.toList());
  }

  private static Manifest object(List<Manifest> objects, String name) {
    return objects.stream()
        .filter(object -> object.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("found no " + name + " in " + objects));
  }
}
