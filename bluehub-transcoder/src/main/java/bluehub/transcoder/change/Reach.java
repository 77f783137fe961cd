package bluehub.transcoder.change;

import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** The messages and enums that requests and answers of a schema's routes can hold. */
final class Reach {
  private final Map<String, GenericDescriptor> types = new LinkedHashMap<>();
  private final Queue<Descriptor> open = new ArrayDeque<>();

  Reach(Schema schema) {
    for (HttpBinding binding : schema.bindings()) {
      add(binding.rpc().getInputType());
      add(binding.rpc().getOutputType());
    }
    for (Descriptor message = open.poll(); message != null; message = open.poll()) {
      message.getFields().forEach(this::add);
    }
  }

  /** By full name, in the order in which they are found; without the entries of maps. */
  Map<String, GenericDescriptor> types() {
    types.values().removeIf(t -> t instanceof Descriptor m && m.getOptions().getMapEntry());
    return types;
  }

  private void add(FieldDescriptor field) {
    switch (field.getJavaType()) {
      case MESSAGE -> add(field.getMessageType());
      case ENUM -> types.putIfAbsent(field.getEnumType().getFullName(), field.getEnumType());
      default -> {}
    }
  }

  private void add(Descriptor message) {
    if (!TypePairs.special(message) && types.putIfAbsent(message.getFullName(), message) == null) {
      open.add(message);
    }
  }

  /** The names of all messages and enums of a schema. */
  static Set<String> defined(Schema schema) {
    Set<String> names = new HashSet<>();
    for (FileDescriptor file : schema.files()) {
      file.getEnumTypes().forEach(type -> names.add(type.getFullName()));
      define(file.getMessageTypes(), names);
    }
    return names;
  }

  private static void define(List<Descriptor> messages, Set<String> names) {
    for (Descriptor message : messages) {
      names.add(message.getFullName());
      message.getEnumTypes().forEach(type -> names.add(type.getFullName()));
      define(message.getNestedTypes(), names);
    }
  }
}
