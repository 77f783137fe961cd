package bluehub.manifests;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What objects say of each other: selectors, port names, claims and scale targets. */
final class References {
  private final List<String> problems = new ArrayList<>();
  private final List<Manifest> objects;

  private References(List<Manifest> objects) {
    this.objects = objects;
  }

  /** The references that point to nothing among the objects. */
  static List<String> dangling(List<Manifest> objects) {
    References references = new References(objects);
    for (Manifest object : objects) {
      switch (object.kind()) {
        case "Service" -> references.service(object);
        case "HorizontalPodAutoscaler" ->
            references.exists(
                object,
                object.text("spec", "scaleTargetRef", "kind"),
                object.text("spec", "scaleTargetRef", "name"));
        case "PodDisruptionBudget" ->
            references.selects(object, object.at("spec", "selector", "matchLabels").toString());
        case "NetworkPolicy" ->
            references.selects(object, object.at("spec", "podSelector", "matchLabels").toString());
        default -> references.claims(object);
      }
    }
    return List.copyOf(references.problems);
  }

  private void service(Manifest service) {
    List<Manifest> behind = selects(service, service.at("spec", "selector").toString());
    for (JsonObject port : service.items("spec", "ports")) {
      String target = Manifest.text(port, "targetPort");
      boolean named =
          behind.stream()
              .flatMap(workload -> workload.containers().stream())
              .flatMap(container -> Manifest.items(container, "ports").stream())
              .anyMatch(found -> Manifest.text(found, "name").equals(target));
      if (!named) {
        problems.add(service + " sends to the port \"" + target + "\", which no pod names");
      }
    }
  }

  private void claims(Manifest workload) {
    for (JsonObject volume : workload.items("spec", "template", "spec", "volumes")) {
      String claim = Manifest.text(volume, "persistentVolumeClaim", "claimName");
      if (!claim.isEmpty()) {
        exists(workload, "PersistentVolumeClaim", claim);
      }
    }
  }

  private List<Manifest> selects(Manifest object, String labels) {
    List<Manifest> selected =
        workloads()
            .filter(
                workload ->
                    workload.at("spec", "selector", "matchLabels").toString().equals(labels))
            .toList();
    if (selected.size() != 1) {
      problems.add(object + " selects " + labels + ": " + selected + ", expected one");
    }
    return selected;
  }

  private void exists(Manifest object, String kind, String name) {
    if (objects.stream()
        .noneMatch(other -> other.kind().equals(kind) && other.name().equals(name))) {
      problems.add(object + " names the " + kind + " " + name + ", which is not there");
    }
  }

  private Stream<Manifest> workloads() {
    return objects.stream().filter(Manifest::isWorkload);
  }
}
