package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the values of an enum. JSON has their names, the wire their numbers. */
final class EnumChanges {
  private final EnumDescriptor before;
  private final EnumDescriptor now;
  private final Changes changes;
  private final Set<String> names = new HashSet<>();

  EnumChanges(EnumDescriptor before, EnumDescriptor now, Changes changes) {
    this.before = before;
    this.now = now;
    this.changes = changes;
  }

  void collect() {
    changes.deprecated(
        before.getOptions().getDeprecated(), now.getOptions().getDeprecated(), now.getFullName());
    Map<Integer, EnumValueDescriptor> newNames = new HashMap<>();
    for (EnumValueDescriptor value : now.getValues()) {
      if (before.findValueByName(value.getName()) == null) {
        newNames.put(value.getNumber(), value);
      }
    }
    for (EnumValueDescriptor value : before.getValues()) {
      EnumValueDescriptor partner = now.findValueByName(value.getName());
      if (partner == null) {
        absent(value, newNames.remove(value.getNumber()));
      } else {
        compare(value, partner);
      }
    }
    for (EnumValueDescriptor value : now.getValues()) {
      if (before.findValueByName(value.getName()) == null && !names.contains(value.getName())) {
        changes.harmless(
            Kind.ENUM_VALUE_ADDED, subject(value), "is new, with number " + value.getNumber());
      }
    }
  }

  private String subject(EnumValueDescriptor value) {
    return now.getFullName() + "." + value.getName();
  }

  private void absent(EnumValueDescriptor value, @Nullable EnumValueDescriptor renamed) {
    if (renamed == null) {
      changes.breaking(
          Kind.ENUM_VALUE_REMOVED, subject(value), "is gone; requests that send it are refused");
    } else {
      names.add(renamed.getName());
      changes.breaking(
          Kind.ENUM_VALUE_RENAMED,
          subject(value),
          "is named " + renamed.getName() + " now, in JSON too");
    }
  }

  private void compare(EnumValueDescriptor value, EnumValueDescriptor partner) {
    if (value.getNumber() != partner.getNumber()) {
      changes.breaking(
          Kind.ENUM_VALUE_RENUMBERED,
          subject(value),
          "has number %d instead of %d; gRPC clients take it for another"
              .formatted(partner.getNumber(), value.getNumber()));
    }
    changes.deprecated(
        value.getOptions().getDeprecated(), partner.getOptions().getDeprecated(), subject(value));
  }
}
