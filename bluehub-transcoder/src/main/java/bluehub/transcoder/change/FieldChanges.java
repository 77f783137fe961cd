package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import bluehub.transcoder.schema.JsonNames;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;

/**
 * Compares two fields of a pair of messages that stand for each other: of the same name, else of
 * the same number.
 */
final class FieldChanges {
  private final TypePairs pairs;
  private final Changes changes;
  private final JsonNames former;
  private final JsonNames latter;

  FieldChanges(TypePairs pairs, Changes changes, Descriptor before, Descriptor now) {
    this.pairs = pairs;
    this.changes = changes;
    former = JsonNames.of(before);
    latter = JsonNames.of(now);
  }

  /** An extension's key in JSON is its full name in brackets. */
  static String name(FieldDescriptor field) {
    return field.isExtension() ? "[" + field.getFullName() + "]" : field.getName();
  }

  private static String subject(FieldDescriptor field) {
    return field.getContainingType().getFullName() + "." + name(field);
  }

  void removed(FieldDescriptor field, Descriptor now) {
    boolean sameMessage = field.getContainingType().getFullName().equals(now.getFullName());
    changes.breaking(
        Kind.FIELD_REMOVED,
        subject(field),
        (sameMessage ? "is gone" : "is not in " + now.getFullName() + ", which takes its place")
            + "; requests that send it are refused, answers do not have it");
  }

  void added(FieldDescriptor field) {
    changes.add(
        Kind.FIELD_ADDED,
        field.isRequired(),
        subject(field),
        "is new, with number %d and type %s%s"
            .formatted(
                field.getNumber(),
                FieldForm.type(field),
                field.isRequired() ? "; it is required" : ""));
  }

  void compare(FieldDescriptor before, FieldDescriptor now) {
    String subject = subject(before);
    names(subject, before, now);
    if (before.getNumber() != now.getNumber()) {
      changes.breaking(
          Kind.FIELD_NUMBER_CHANGED,
          subject,
          "has number %d instead of %d; gRPC clients take it for another field"
              .formatted(now.getNumber(), before.getNumber()));
    }
    String cardinality = FieldForm.cardinality(now);
    if (!cardinality.equals(FieldForm.cardinality(before))) {
      changes.breaking(
          Kind.FIELD_CARDINALITY_CHANGED,
          subject,
          "is %s instead of %s".formatted(cardinality, FieldForm.cardinality(before)));
    }
    types(subject, before, now);
    if (before.isRepeated() == now.isRepeated()) {
      oneofs(subject, before, now);
    }
    if (before.isRepeated() && now.isRepeated() && packs(before, now)) {
      changes.harmless(
          Kind.FIELD_PACKED_CHANGED,
          subject,
          "is %s on the wire now; every reader takes both"
              .formatted(now.isPacked() ? "packed" : "not packed"));
    }
    changes.deprecated(
        before.getOptions().getDeprecated(), now.getOptions().getDeprecated(), subject);
  }

  private static boolean packs(FieldDescriptor before, FieldDescriptor now) {
    return before.isPackable() && now.isPackable() && before.isPacked() != now.isPacked();
  }

  private void names(String subject, FieldDescriptor before, FieldDescriptor now) {
    String formerKey = former.of(before);
    String key = latter.of(now);
    boolean sameKey = before.isExtension() || formerKey.equals(key);
    if (!name(before).equals(name(now))) {
      boolean breaking = before.isExtension() || !sameKey;
      changes.add(
          Kind.FIELD_RENAMED,
          breaking,
          subject,
          "is named %s now%s"
              .formatted(
                  name(now),
                  breaking
                      ? ", in JSON " + key + " instead of " + formerKey
                      : ", and stays " + key + " in JSON"));
    } else if (!sameKey) {
      changes.breaking(
          Kind.FIELD_JSON_NAME_CHANGED,
          subject,
          "is %s in JSON instead of %s".formatted(key, formerKey));
    }
  }

  private void types(String subject, FieldDescriptor before, FieldDescriptor now) {
    if (before.isMapField() && now.isMapField()) {
      Descriptor entry = before.getMessageType();
      Descriptor entryNow = now.getMessageType();
      type(subject, "has keys", entry.findFieldByNumber(1), entryNow.findFieldByNumber(1));
      type(subject, "has values", entry.findFieldByNumber(2), entryNow.findFieldByNumber(2));
    } else if (!before.isMapField() && !now.isMapField()) {
      type(subject, "is", before, now);
    }
  }

  /** Any other scalar type takes other values, or has another form in JSON or on the wire. */
  private void type(String subject, String verb, FieldDescriptor before, FieldDescriptor now) {
    String type = FieldForm.type(now);
    boolean breaking = !alike(before, now);
    if (breaking || !type.equals(FieldForm.type(before))) {
      changes.add(
          Kind.FIELD_TYPE_CHANGED,
          breaking,
          subject,
          "%s %s instead of %s%s"
              .formatted(
                  verb, type, FieldForm.type(before), breaking ? FieldForm.loss(before, now) : ""));
    }
  }

  private boolean alike(FieldDescriptor before, FieldDescriptor now) {
    boolean same = before.getType() == now.getType();
    if (before.getJavaType() != now.getJavaType()) {
      return false;
    }
    return switch (before.getJavaType()) {
      case MESSAGE -> pairs.add(before.getMessageType(), now.getMessageType()) && same;
      case ENUM -> pairs.add(before.getEnumType(), now.getEnumType()) && same;
      default -> same;
    };
  }

  private void oneofs(String subject, FieldDescriptor before, FieldDescriptor now) {
    OneofDescriptor oneof = before.getRealContainingOneof();
    OneofDescriptor oneofNow = now.getRealContainingOneof();
    if (oneof == null && oneofNow != null) {
      boolean exclusive = hasFormerField(oneofNow, now, before.getContainingType());
      changes.add(
          Kind.FIELD_ONEOF_CHANGED,
          exclusive,
          subject,
          "is in the oneof %s now%s"
              .formatted(
                  oneofNow.getName(),
                  exclusive ? ", and excludes fields that were beside it" : ""));
    } else if (oneof != null && oneofNow == null) {
      changes.breaking(
          Kind.FIELD_ONEOF_CHANGED,
          subject,
          "is not in the oneof %s any more; answers can have it beside the others"
              .formatted(oneof.getName()));
    } else if (oneof != null && moved(oneof, oneofNow)) {
      changes.breaking(
          Kind.FIELD_ONEOF_CHANGED,
          subject,
          "is in the oneof %s instead of %s".formatted(oneofNow.getName(), oneof.getName()));
    } else if (oneof == null && before.hasPresence() != now.hasPresence()) {
      presence(subject, now.hasPresence());
    }
  }

  private static boolean hasFormerField(
      OneofDescriptor oneof, FieldDescriptor field, Descriptor former) {
    return oneof.getFields().stream()
        .anyMatch(other -> other != field && former.findFieldByName(other.getName()) != null);
  }

  /** A oneof whose name only one side has was renamed: its name is nowhere in JSON or the wire. */
  private static boolean moved(OneofDescriptor before, OneofDescriptor now) {
    return !before.getName().equals(now.getName())
        && (has(now.getContainingType(), before.getName())
            || has(before.getContainingType(), now.getName()));
  }

  private static boolean has(Descriptor message, String oneof) {
    return message.getRealOneofs().stream().anyMatch(o -> o.getName().equals(oneof));
  }

  private void presence(String subject, boolean present) {
    changes.add(
        Kind.FIELD_PRESENCE_CHANGED,
        !present,
        subject,
        present
            ? "tells now whether it was set"
            : "does not tell any more whether it was set; a zero that was set is left out of JSON");
  }
}
