package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the types that routes can reach, from the RPCs' messages on. */
final class TypeChanges {
  private final Schema former;
  private final Schema latter;
  private final TypePairs pairs;
  private final Changes changes;
  private final Map<String, List<FieldDescriptor>> formerExtensions;
  private final Map<String, List<FieldDescriptor>> latterExtensions;

  TypeChanges(Schema former, Schema latter, TypePairs pairs, Changes changes) {
    this.former = former;
    this.latter = latter;
    this.pairs = pairs;
    this.changes = changes;
    formerExtensions = byMessage(former);
    latterExtensions = byMessage(latter);
  }

  private static Map<String, List<FieldDescriptor>> byMessage(Schema schema) {
    return schema.extensions().stream()
        .collect(Collectors.groupingBy(e -> e.getContainingType().getFullName()));
  }

  void collect() {
    for (TypePairs.Messages pair = pairs.nextMessages();
        pair != null;
        pair = pairs.nextMessages()) {
      compare(pair.before(), pair.now());
    }
    for (TypePairs.Enums pair = pairs.nextEnums(); pair != null; pair = pairs.nextEnums()) {
      new EnumChanges(pair.before(), pair.now(), changes).collect();
    }
    Map<String, GenericDescriptor> before = new Reach(former).types();
    Map<String, GenericDescriptor> now = new Reach(latter).types();
    gone(before, now);
    fresh(before, now);
  }

  private void compare(Descriptor before, Descriptor now) {
    changes.deprecated(
        before.getOptions().getDeprecated(), now.getOptions().getDeprecated(), now.getFullName());
    Map<String, FieldDescriptor> formerFields = fields(before, formerExtensions);
    Map<String, FieldDescriptor> latterFields = fields(now, latterExtensions);
    Map<Integer, FieldDescriptor> newNames = new HashMap<>();
    latterFields.forEach(
        (name, field) -> {
          if (!formerFields.containsKey(name)) {
            newNames.put(field.getNumber(), field);
          }
        });
    FieldChanges fieldChanges = new FieldChanges(pairs, changes, before, now);
    formerFields.forEach(
        (name, field) -> {
          FieldDescriptor partner = latterFields.get(name);
          if (partner == null) {
            partner = newNames.remove(field.getNumber());
          }
          if (partner == null) {
            fieldChanges.removed(field, now);
          } else {
            fieldChanges.compare(field, partner);
          }
        });
    latterFields.values().stream()
        .filter(field -> newNames.get(field.getNumber()) == field)
        .forEach(fieldChanges::added);
  }

  private static Map<String, FieldDescriptor> fields(
      Descriptor message, Map<String, List<FieldDescriptor>> extensions) {
    List<FieldDescriptor> all = new ArrayList<>(message.getFields());
    all.addAll(extensions.getOrDefault(message.getFullName(), List.of()));
    Map<String, FieldDescriptor> fields = new LinkedHashMap<>();
    all.forEach(field -> fields.put(FieldChanges.name(field), field));
    return fields;
  }

  /** What the latter schema does not define at all any more. */
  private void gone(Map<String, GenericDescriptor> before, Map<String, GenericDescriptor> now) {
    Set<String> defined = Reach.defined(latter);
    before.forEach(
        (name, type) -> {
          if (!now.containsKey(name) && !defined.contains(name) && !pairs.isRenamed(name)) {
            boolean message = type instanceof Descriptor;
            changes.breaking(message ? Kind.MESSAGE_REMOVED : Kind.ENUM_REMOVED, name, "is gone");
          }
        });
  }

  private void fresh(Map<String, GenericDescriptor> before, Map<String, GenericDescriptor> now) {
    Set<String> defined = Reach.defined(former);
    now.forEach(
        (name, type) -> {
          if (!before.containsKey(name) && !defined.contains(name) && !pairs.isRename(name)) {
            boolean message = type instanceof Descriptor;
            changes.harmless(message ? Kind.MESSAGE_ADDED : Kind.ENUM_ADDED, name, "is new");
          }
        });
  }
}
