package bluehub.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file as a user applies it: alone, to a cluster as old as Kubernetes 1.20. */
class ProgramFilesTest {
  private static final Set<String> IN_KUBERNETES_1_20 = Set.of("apps/v1", "v1");

  static List<Path> programFiles() {
    return Checkout.programFiles();
  }

  static List<Path> componentFiles() {
    return Checkout.componentFiles();
  }

  @Test
  void programFiles_areADeploymentAndAServiceEach() {
    assertThat(programFiles())
        .extracting(file -> Checkout.root().relativize(file).toString())
        .containsExactlyInAnyOrderElementsOf(
            Checkout.PROGRAMS.stream()
                .flatMap(
                    program ->
                        List.of("deployment", "service").stream()
                            .map(kind -> program + "/" + program + "-" + kind + ".yaml"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("programFiles")
  void programFile_holdsTheOneObjectOfItsName(Path file) {
    Manifest manifest = only(file);
    assertThat(manifest.name() + ".yaml").isEqualTo(file.getFileName().toString());
    assertThat(manifest.apiVersion()).isIn(IN_KUBERNETES_1_20);
    assertThat(manifest.text("metadata", "namespace")).as("a namespace").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("componentFiles")
  void componentFile_holdsTheOneObjectOfItsName(Path file) {
    Manifest manifest = only(file);
    assertThat(file.getFileName().toString()).startsWith(manifest.name());
    assertThat(manifest.text("metadata", "namespace")).as("a namespace").isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"programFiles", "componentFiles"})
  void file_fitsTheStrictSchema(Path file) {
    assertThat(StrictSchema.problems(only(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"programFiles", "componentFiles"})
  void file_keepsThePodRules(Path file) {
    Manifest manifest = only(file);
    assertThat(manifest.isWorkload() ? PodRules.problems(manifest) : List.of()).isEmpty();
  }

  /** The names, types and ports that users type, and so may never change. */
  @ParameterizedTest
  @CsvSource({
    "nginx,            NodePort,  http, 80,    30005, 8080",
    "private-registry, NodePort,  http, 10002, 30000, 5000",
    "bluehub-gateway,  ClusterIP, http, 10000, '',    10000",
    "bluehub-router,   ClusterIP, grpc, 10001, '',    10001",
  })
  void service_hasTheNameTypeAndPortsThatUsersType(
      String program, String type, String portName, String port, String nodePort, String inPod) {
    Manifest service = program(program, "service");
    Manifest deployment = program(program, "deployment");

    assertThat(service.text("spec", "type")).isEqualTo(type);
    assertThat(service.items("spec", "ports"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(Manifest.text(found, "name")).isEqualTo(portName);
              assertThat(Manifest.text(found, "port")).isEqualTo(port);
              assertThat(Manifest.text(found, "targetPort")).isEqualTo(portName);
              assertThat(Manifest.text(found, "nodePort")).isEqualTo(nodePort);
            });
    assertThat(service.at("spec", "selector"))
        .isEqualTo(deployment.at("spec", "selector", "matchLabels"));
    assertThat(deployment.containers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(Manifest.items(container, "ports"))
                    .anySatisfy(
                        found -> {
                          assertThat(Manifest.text(found, "name")).isEqualTo(portName);
                          assertThat(Manifest.text(found, "containerPort")).isEqualTo(inPod);
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, localhost:30000/bluehub/nginx:latest",
    "bluehub-gateway, localhost:30000/bluehub/gateway:latest",
    "bluehub-router, localhost:30000/bluehub/router:latest",
    "private-registry, registry:3",
  })
  void deployment_runsTheImageThatTheBuildPushes(String program, String image) {
    assertThat(program(program, "deployment").containers())
        .extracting(container -> Manifest.text(container, "image"))
        .containsExactly(image);
  }

  @ParameterizedTest
  @CsvSource({"bluehub-gateway, 10090", "bluehub-router, 10091"})
  void management_hasAPortOfItsOwnForThePodsProbes(String program, String port) {
    assertThat(program(program, "deployment").containers())
        .singleElement()
        .satisfies(
            container -> {
              assertThat(Manifest.items(container, "ports"))
                  .anySatisfy(
                      found -> {
                        assertThat(Manifest.text(found, "name")).isEqualTo("management");
                        assertThat(Manifest.text(found, "containerPort")).isEqualTo(port);
                      });
              assertThat(Manifest.text(container, "readinessProbe", "httpGet", "port"))
                  .isEqualTo("management");
            });
  }

  /** nginx.conf is in the image; what it says of the cluster must be so. */
  @Test
  void nginxConf_namesTheGatewaysServiceAndThePodsPort() {
    String conf = Checkout.read(Checkout.root().resolve("nginx/src/main/jib/etc/nginx/nginx.conf"));
    Manifest gateway = program("bluehub-gateway", "service");
    assertThat(conf)
        .contains("server " + gateway.name() + ":10000;")
        .contains("listen 8080;")
        .contains("pid /tmp/nginx/nginx.pid;");
  }

  private static Manifest program(String program, String kind) {
    return only(Checkout.root().resolve(program).resolve(program + "-" + kind + ".yaml"));
  }

  private static Manifest only(Path file) {
    List<Manifest> found = Checkout.manifests(file);
    assertThat(found).as(file.toString()).hasSize(1);
    return found.getFirst();
  }
}
