package bluehub.manifests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One Kubernetes object as it was written.
 *
 * @param source where it was found, for messages
 * @param json its content
 */
record Manifest(String source, JsonObject json) {

  String apiVersion() {
    return text("apiVersion");
  }

  String kind() {
    return text("kind");
  }

  String name() {
    return text("metadata", "name");
  }

  /** Whether it makes pods. */
  boolean isWorkload() {
    return kind().equals("Deployment") || kind().equals("DaemonSet");
  }

  JsonObject podSpec() {
    return at("spec", "template", "spec").getAsJsonObject();
  }

  /** The pods' containers, those that run first included. */
  List<JsonObject> containers() {
    return StreamSupport.stream(List.of("initContainers", "containers").spliterator(), false)
        .flatMap(key -> items("spec", "template", "spec", key).stream())
        .toList();
  }

  /** The objects of the array at the path; none when there is no array. */
  List<JsonObject> items(String... path) {
    return items(json, path);
  }

  static List<JsonObject> items(JsonObject from, String... path) {
    return at(from, path) instanceof JsonArray array
        ? array.asList().stream().map(JsonElement::getAsJsonObject).toList()
        : List.of();
  }

  /** What is at the path; JSON's null when there is nothing. */
  JsonElement at(String... path) {
    return at(json, path);
  }

  static JsonElement at(JsonObject from, String... path) {
    JsonElement here = from;
    for (String key : path) {
      if (!(here instanceof JsonObject object) || !object.has(key)) {
        return JsonNull.INSTANCE;
      }
      here = object.get(key);
    }
    return here;
  }

  /** The text (or number) at the path; empty when there is nothing. */
  String text(String... path) {
    return text(json, path);
  }

  static String text(JsonObject from, String... path) {
    JsonElement found = at(from, path);
    return found.isJsonPrimitive() ? found.getAsString() : "";
  }

  @Override
  public String toString() {
    return source + " (" + kind() + " " + name() + ")";
  }
}
