package bluehub.transcoder.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The keys that a message's fields have in JSON: their json_names, each of them another one.
 *
 * <p>Where several fields have the same json_name, as proto2 lets them ({@code json_format =
 * LEGACY_BEST_EFFORT}), it is the key of the one whose proto name it is, else of the one with the
 * least number; the others have their proto names, before any field whose json_name that is.
 * Extensions are none of a message's own fields: their keys are their full names in brackets.
 *
 * <p>Immutable.
 */
public final class JsonNames {
  private final IdentityHashMap<FieldDescriptor, String> names = new IdentityHashMap<>();

  private JsonNames() {}

  public static JsonNames of(Descriptor message) {
    Map<String, FieldDescriptor> owners = new HashMap<>();
    message.getFields().stream()
        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
        .forEach(field -> claim(field, owners));
    JsonNames found = new JsonNames();
    owners.forEach((name, field) -> found.names.put(field, name));
    return found;
  }

  /** Whoever has its proto name keeps it, so that each field is turned away once at the most. */
  private static void claim(FieldDescriptor claimant, Map<String, FieldDescriptor> owners) {
    FieldDescriptor field = claimant;
    String name = field.getJsonName();
    while (true) {
      FieldDescriptor former = owners.putIfAbsent(name, field);
      if (former == null) {
        return;
      }
      if (field.getName().equals(name)) {
        owners.put(name, field);
        field = former;
      }
      name = field.getName();
    }
  }

  /** The key of one of the message's fields, or of an extension of it. */
  public String of(FieldDescriptor field) {
    if (field.isExtension()) {
      return "[" + field.getFullName() + "]";
    }
    String name = names.get(field);
    if (name == null) {
      throw new IllegalArgumentException(field.getFullName() + " is a field of another message");
    }
    return name;
  }
}
