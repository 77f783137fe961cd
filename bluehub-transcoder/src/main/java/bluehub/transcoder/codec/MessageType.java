package bluehub.transcoder.codec;

import bluehub.transcoder.schema.JsonNames;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message type, compiled: its fields by position, by number and by name. Immutable. */
final class MessageType {
  final String fullName;
  final WellKnown wellKnown;

  /** By number, extensions included. */
  final FieldType[] fields;

  final int oneofs;

  /** How many 64-bit words hold a bit for each field and each oneof. */
  final int seenWords;

  /** {@code fields} by number, where the numbers are dense; else empty. */
  private final @Nullable FieldType[] byNumber;

  private final NameTable<FieldType> byName;

  MessageType(Descriptor descriptor, List<FieldDescriptor> extensions) {
    fullName = descriptor.getFullName();
    wellKnown = WellKnown.of(fullName);
    List<FieldDescriptor> all = new ArrayList<>(descriptor.getFields());
    all.addAll(extensions);
    all.sort(Comparator.comparingInt(FieldDescriptor::getNumber));
    JsonNames jsonNames = JsonNames.of(descriptor);
    fields = new FieldType[all.size()];
    for (int i = 0; i < fields.length; i++) {
      FieldDescriptor field = all.get(i);
      fields[i] = new FieldType(field, i, jsonNames.of(field));
    }
    oneofs = descriptor.getRealOneofs().size();
    seenWords = (fields.length + oneofs + 63) >>> 6;
    int highest = fields.length == 0 ? 0 : fields[fields.length - 1].number;
    byNumber = new FieldType[highest <= 64 + 4 * fields.length ? highest + 1 : 0];
    Map<String, FieldType> names = new LinkedHashMap<>();
    for (FieldType field : fields) {
      if (byNumber.length > 0) {
        byNumber[field.number] = field;
      }
      names.put(field.jsonName, field);
    }
    // where one field's json_name is another's proto name, the json_name wins
    for (FieldType field : fields) {
      names.putIfAbsent(field.name, field);
    }
    byName = new NameTable<>(names);
  }

  @Nullable FieldType field(int number) {
    if (byNumber.length > 0) {
      return number < byNumber.length && number >= 0 ? byNumber[number] : null;
    }
    int low = 0;
    int high = fields.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = fields[middle].number;
      if (found == number) {
        return fields[middle];
      }
      if (found < number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** The field of that json_name or proto name. */
  @Nullable FieldType field(byte[] text, int from, int to) {
    return byName.get(text, from, to);
  }

  /** The field of that json_name or proto name. */
  @Nullable FieldType field(String name) {
    return byName.get(name);
  }

  /**
   * The field of that proto name, as rules name it, also where the name is another's json_name. It
   * looks at one field after the other: for when a schema is compiled.
   */
  @Nullable FieldType declared(String name) {
    for (FieldType field : fields) {
      if (field.name.equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The bit that says that a field's oneof has a value. */
  int oneofBit(FieldType field) {
    return fields.length + field.oneof;
  }
}
