package bluehub.transcoder.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All message types of a schema, compiled and linked. Also what {@code google.protobuf.Any} is
 * resolved from.
 *
 * <p>Immutable and thread-safe.
 */
public final class TypeTable {
  private static final String ANY_PREFIX = "type.googleapis.com/";

  private final Map<String, MessageType> messages = new HashMap<>();
  private final Map<String, EnumType> enums = new HashMap<>();

  private TypeTable() {}

  /** Compiles the types of the files and of all that they import. */
  public static TypeTable of(Collection<FileDescriptor> files) {
    TypeTable table = new TypeTable();
    Set<String> seen = new HashSet<>();
    List<Descriptor> descriptors = new ArrayList<>();
    Map<String, List<FieldDescriptor>> extensions = new HashMap<>();
    for (FileDescriptor file : files) {
      collect(file, seen, descriptors, extensions);
    }
    for (Descriptor descriptor : descriptors) {
      table.messages.putIfAbsent(
          descriptor.getFullName(),
          new MessageType(
              descriptor, extensions.getOrDefault(descriptor.getFullName(), List.of())));
    }
    for (Descriptor descriptor : descriptors) {
      table.link(descriptor, extensions.getOrDefault(descriptor.getFullName(), List.of()));
    }
    return table;
  }

  private static void collect(
      FileDescriptor file,
      Set<String> seen,
      List<Descriptor> descriptors,
      Map<String, List<FieldDescriptor>> extensions) {
    if (!seen.add(file.getName())) {
      return;
    }
    for (FileDescriptor imported : file.getDependencies()) {
      collect(imported, seen, descriptors, extensions);
    }
    addExtensions(file.getExtensions(), extensions);
    for (Descriptor message : file.getMessageTypes()) {
      collect(message, descriptors, extensions);
    }
  }

  private static void collect(
      Descriptor message,
      List<Descriptor> descriptors,
      Map<String, List<FieldDescriptor>> extensions) {
    descriptors.add(message);
    addExtensions(message.getExtensions(), extensions);
    for (Descriptor nested : message.getNestedTypes()) {
      collect(nested, descriptors, extensions);
    }
  }

  private static void addExtensions(
      List<FieldDescriptor> found, Map<String, List<FieldDescriptor>> extensions) {
    for (FieldDescriptor field : found) {
      extensions
          .computeIfAbsent(field.getContainingType().getFullName(), name -> new ArrayList<>())
          .add(field);
    }
  }

  private void link(Descriptor descriptor, List<FieldDescriptor> extensions) {
    MessageType type = messages.get(descriptor.getFullName());
    if (type == null) {
      return;
    }
    List<FieldDescriptor> all = new ArrayList<>(descriptor.getFields());
    all.addAll(extensions);
    for (FieldDescriptor field : all) {
      FieldType compiled = type.field(field.getNumber());
      if (compiled == null) {
        continue;
      }
      switch (field.getJavaType()) {
        case MESSAGE -> compiled.message = messages.get(field.getMessageType().getFullName());
        case ENUM -> compiled.enumType = enumType(field.getEnumType());
        default -> {}
      }
    }
  }

  private EnumType enumType(EnumDescriptor descriptor) {
    return enums.computeIfAbsent(descriptor.getFullName(), name -> new EnumType(descriptor));
  }

  /** The type of that full name, or null. */
  @Nullable MessageType find(String fullName) {
    return messages.get(fullName);
  }

  /** The type of that full name, which is in the schema. */
  MessageType get(String fullName) {
    MessageType type = messages.get(fullName);
    if (type == null) {
      throw new IllegalArgumentException("the schema has no message " + fullName);
    }
    return type;
  }

  /** The type that an Any's URL names ({@code prefix/full.Name}), or null. */
  @Nullable MessageType findUrl(String url) {
    int slash = url.lastIndexOf('/');
    return slash < 0 ? null : messages.get(url.substring(slash + 1));
  }

  /** The URL of a type in an Any. */
  static String url(String fullName) {
    return ANY_PREFIX + fullName;
  }
}
