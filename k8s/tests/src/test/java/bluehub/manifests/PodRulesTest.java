package bluehub.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule finds the fault it is there for, made in a manifest that has none. */
class PodRulesTest {
  private static final String GATEWAY =
      Checkout.read(
          Checkout.root().resolve("bluehub-gateway").resolve("bluehub-gateway-deployment.yaml"));

  @ParameterizedTest
  @CsvSource({
    "app.kubernetes.io/component, component, label",
    "'      app: bluehub-gateway\n  strategy', '      app: x\n  strategy', selector",
    "automountServiceAccountToken: false, automountServiceAccountToken: true, automount",
    "enableServiceLinks: false, enableServiceLinks: true, enableServiceLinks",
    "runAsNonRoot: true, runAsNonRoot: false, runAsNonRoot",
    "runAsUser: 65532, runAsUser: 0, runAsUser",
    "type: RuntimeDefault, type: Unconfined, seccompProfile",
    "'    spec:\n      automount', '    spec:\n      hostNetwork: true\n      automount', hostNetwork",
    "'emptyDir:\n            sizeLimit: 64Mi', 'hostPath:\n            path: /', volume",
    "maxUnavailable: 0, maxUnavailable: 1, maxUnavailable",
    "'  selector:\n', '  replicas: 2\n  selector:\n', replicas",
    "allowPrivilegeEscalation: false, allowPrivilegeEscalation: true, allowPrivilegeEscalation",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: false, readOnlyRootFilesystem",
    "'[\"ALL\"]', '[\"KILL\"]', capabilities",
    "cpu: 100m, ephemeral-storage: 1Gi, requests no cpu",
    "'            limits:\n              memory', '            limits:\n              cpu', memory limit",
    "'- name: http\n', '- protocol: TCP\n', no name",
    "imagePullPolicy: Always, imagePullPolicy: IfNotPresent, pull policy",
    "gateway:latest, gateway@sha256:01, pull policy",
    "startupProbe:, x:, startupProbe is missing",
    "'health/readiness', 'health/liveness', mean the same",
    "sleep 5, 'true', preStop",
    "terminationGracePeriodSeconds: 60, terminationGracePeriodSeconds: 20, grace period",
  })
  void problems_ofAFault_nameIt(String good, String bad, String named) {
    assertThat(GATEWAY).contains(good);
    List<Manifest> broken = YamlDocuments.read("test", GATEWAY.replace(good, bad));
    assertThat(PodRules.problems(broken.getFirst())).asString().contains(named);
  }
}
