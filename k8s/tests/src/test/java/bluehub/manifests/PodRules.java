package bluehub.manifests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The project's rules for what makes pods: the "restricted" Pod Security Standard
 * (kubernetes.io/docs/concepts/security/pod-security-standards), and what keeps a rollout from
 * losing a request.
 */
final class PodRules {
  /** Listens on the nodes' loopback, which takes their network; the manifest says so too. */
  private static final String ON_THE_NODES_NETWORK = "private-registry-loopback";

  private static final Set<String> RESTRICTED_VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final List<String> LABELS =
      List.of(
          "app",
          "app.kubernetes.io/name",
          "app.kubernetes.io/component",
          "app.kubernetes.io/part-of");
  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");
  private static final Pattern SLEEP = Pattern.compile("sleep (\\d+)");

  private final List<String> problems = new ArrayList<>();
  private final Manifest manifest;

  private PodRules(Manifest manifest) {
    this.manifest = manifest;
  }

  /** What breaks a rule; nothing when all are kept. */
  static List<String> problems(Manifest manifest) {
    PodRules rules = new PodRules(manifest);
    rules.labels();
    rules.pod();
    rules.rollout();
    manifest.containers().forEach(rules::container);
    Manifest.items(manifest.podSpec(), "containers").forEach(rules::longRunning);
    return List.copyOf(rules.problems);
  }

  private void labels() {
    for (String label : LABELS) {
      String own = manifest.text("metadata", "labels", label);
      require(!own.isEmpty(), "the label " + label + " is missing");
      require(
          own.equals(manifest.text("spec", "template", "metadata", "labels", label)),
          "the pods' label " + label + " is not the object's");
    }
    JsonObject selector = new JsonObject();
    selector.addProperty("app", manifest.text("metadata", "labels", "app"));
    require(
        selector.equals(manifest.at("spec", "selector", "matchLabels")),
        "the selector, which can never be changed, holds more than app");
  }

  private void pod() {
    JsonObject pod = manifest.podSpec();
    requireText(pod, "false", "automountServiceAccountToken");
    requireText(pod, "false", "enableServiceLinks");
    requireText(pod, "true", "securityContext", "runAsNonRoot");
    requireText(pod, "RuntimeDefault", "securityContext", "seccompProfile", "type");
    for (String id : List.of("runAsUser", "runAsGroup")) {
      String value = Manifest.text(pod, "securityContext", id);
      require(!value.isEmpty() && !value.equals("0"), id + " is \"" + value + "\"");
    }
    if (!manifest.name().equals(ON_THE_NODES_NETWORK)) {
      require(!pod.has("hostNetwork"), "hostNetwork is set");
    }
    require(!pod.has("hostPID") && !pod.has("hostIPC"), "hostPID or hostIPC is set");
    for (JsonObject volume : Manifest.items(pod, "volumes")) {
      require(
          volume.keySet().stream()
              .allMatch(key -> key.equals("name") || RESTRICTED_VOLUMES.contains(key)),
          "volume " + volume + " is of a kind that \"restricted\" refuses");
    }
  }

  private void rollout() {
    if (manifest.kind().equals("Deployment")
        && !manifest.text("spec", "strategy", "type").equals("Recreate")) {
      requireText(manifest.json(), "RollingUpdate", "spec", "strategy", "type");
      requireText(manifest.json(), "0", "spec", "strategy", "rollingUpdate", "maxUnavailable");
    }
    require(
        manifest.at("spec", "replicas").isJsonNull(),
        "replicas is set, which would undo an autoscaler's number");
  }

  private void container(JsonObject container) {
    requireText(container, "false", "securityContext", "allowPrivilegeEscalation");
    requireText(container, "true", "securityContext", "readOnlyRootFilesystem");
    JsonElement dropped = Manifest.at(container, "securityContext", "capabilities", "drop");
    require(dropped.toString().equals("[\"ALL\"]"), "capabilities are kept: " + dropped);
    for (String key : List.of("privileged", "runAsUser", "runAsNonRoot", "seccompProfile")) {
      require(
          Manifest.at(container, "securityContext", key).isJsonNull(),
          key + " is set for the container, where the pod's is meant to hold");
    }
    require(
        Manifest.at(container, "securityContext", "capabilities", "add").isJsonNull(),
        "capabilities are added");
    for (String request : List.of("cpu", "memory")) {
      require(
          !Manifest.text(container, "resources", "requests", request).isEmpty(),
          "requests no " + request);
    }
    require(
        !Manifest.text(container, "resources", "limits", "memory").isEmpty(), "no memory limit");
    require(
        Manifest.at(container, "resources", "limits", "cpu").isJsonNull(),
        "a CPU limit, which stalls a process in mid-request");
    Manifest.items(container, "ports")
        .forEach(port -> require(!Manifest.text(port, "name").isEmpty(), "a port has no name"));
    pullPolicy(container);
  }

  private void pullPolicy(JsonObject container) {
    String image = Manifest.text(container, "image");
    String policy = Manifest.text(container, "imagePullPolicy");
    if (image.endsWith(":latest")) {
      require(policy.equals("Always"), image + " with pull policy \"" + policy + "\"");
    } else if (image.contains("@sha256:")) {
      require(policy.equals("IfNotPresent"), image + " with pull policy \"" + policy + "\"");
    } else {
      require(policy.isEmpty(), image + " has its default already: IfNotPresent");
    }
  }

  private void longRunning(JsonObject container) {
    for (String probe : PROBES) {
      require(
          !Manifest.text(container, probe, "httpGet", "path").isEmpty(),
          probe + " is missing, or not over HTTP");
      String port = Manifest.text(container, probe, "httpGet", "port");
      require(
          Manifest.items(container, "ports").stream()
              .anyMatch(named -> Manifest.text(named, "name").equals(port)),
          probe + " asks port \"" + port + "\", which the container does not name");
    }
    require(
        !Objects.equals(
            Manifest.text(container, "readinessProbe", "httpGet", "path"),
            Manifest.text(container, "livenessProbe", "httpGet", "path")),
        "readiness and liveness mean the same");
    long preStop =
        Stream.of(Manifest.at(container, "lifecycle", "preStop", "exec", "command").toString())
            .map(SLEEP::matcher)
            .filter(Matcher::find)
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .findFirst()
            .orElse(0);
    boolean rolls = manifest.text("spec", "strategy", "type").equals("RollingUpdate");
    require(!rolls || preStop > 0, "no preStop sleep: requests still come after SIGTERM");
    String grace = Manifest.text(manifest.podSpec(), "terminationGracePeriodSeconds");
    require(
        !grace.isEmpty() && Long.parseLong(grace) >= preStop + (rolls ? 45 : 10),
        "the grace period of \"" + grace + "\" s leaves no time to drain");
  }

  private void requireText(JsonObject from, String expected, String... path) {
    String found = Manifest.text(from, path);
    require(
        found.equals(expected),
        String.join(".", path) + " is \"" + found + "\", expected " + expected);
  }

  private void require(boolean kept, String problem) {
    if (!kept) {
      problems.add(problem);
    }
  }
}
