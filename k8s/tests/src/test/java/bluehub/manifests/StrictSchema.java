package bluehub.manifests;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes' own schema, held against a manifest with nothing let pass: no unknown field, no
 * missing one that is required, no value of another type.
 *
 * <p>Two steps. The generated models say which fields exist and which must. Then the manifest goes
 * through the model and back: what does not return as it was (a number where text belongs, a
 * boolean in quotes) was of another type.
 */
final class StrictSchema {
  private static final Gson GSON = JSON.getGson();

  private static final Map<String, Model> MODELS =
      Map.of(
          "apps/v1 Deployment", new Model(V1Deployment.class, V1Deployment::validateJsonElement),
          "apps/v1 DaemonSet", new Model(V1DaemonSet.class, V1DaemonSet::validateJsonElement),
          "v1 Service", new Model(V1Service.class, V1Service::validateJsonElement),
          "v1 PersistentVolumeClaim",
              new Model(
                  V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement),
          "autoscaling/v2 HorizontalPodAutoscaler",
              new Model(
                  V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement),
          "policy/v1 PodDisruptionBudget",
              new Model(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
          "networking.k8s.io/v1 NetworkPolicy",
              new Model(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement));

  private StrictSchema() {}

  /** What is wrong with the manifest; nothing when it is right. */
  static List<String> problems(Manifest manifest) {
    String type = manifest.apiVersion() + " " + manifest.kind();
    Model model = MODELS.get(type);
    if (model == null) {
      return List.of(type + " is no type known here: expected one of " + MODELS.keySet());
    }
    try {
      model.fields.check(manifest.json());
      List<String> problems = new ArrayList<>();
      JsonElement back = GSON.toJsonTree(GSON.fromJson(manifest.json(), model.type));
      compare("", manifest.json(), back, problems);
      return List.copyOf(problems);
    } catch (IOException | RuntimeException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static void compare(
      String path, JsonElement written, JsonElement understood, List<String> problems) {
    if (written instanceof JsonObject object && understood instanceof JsonObject other) {
      object
          .entrySet()
          .forEach(
              entry -> {
                String below = path + "." + entry.getKey();
                if (other.has(entry.getKey())) {
                  compare(below, entry.getValue(), other.get(entry.getKey()), problems);
                } else {
                  problems.add(below + " is unknown");
                }
              });
    } else if (!written.equals(understood)) {
      if (written.isJsonArray()
          && understood.isJsonArray()
          && written.getAsJsonArray().size() == understood.getAsJsonArray().size()) {
        for (int i = 0; i < written.getAsJsonArray().size(); i++) {
          compare(
              path + "[" + i + "]",
              written.getAsJsonArray().get(i),
              understood.getAsJsonArray().get(i),
              problems);
        }
      } else {
        problems.add(path + " is " + written + ", expected a value such as " + understood);
      }
    }
  }

  private record Model(Class<?> type, FieldCheck fields) {}

  private interface FieldCheck {
    void check(JsonElement json) throws IOException;
  }
}
