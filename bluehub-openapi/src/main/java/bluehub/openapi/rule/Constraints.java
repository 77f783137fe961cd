package bluehub.openapi.rule;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protovalidate rules of fields, oneofs and messages ({@code buf.validate}). A file that has
 * some imports the file that declares them, so that they are read by the very version that they
 * were written for. Not thread-safe.
 */
public final class Constraints {
  private static final String FILE = "buf/validate/validate.proto";

  private final Map<FileDescriptor, Optional<FileDescriptor>> declarations = new HashMap<>();

  /** The {@code buf.validate.FieldRules} of a field. */
  public Optional<Rules> of(FieldDescriptor field) {
    return read(field.getFile(), "field", field.getOptions());
  }

  /** The {@code buf.validate.MessageRules} of a message. */
  public Optional<Rules> of(Descriptor message) {
    return read(message.getFile(), "message", message.getOptions());
  }

  /** Whether one member of a oneof has to be there. */
  public boolean required(OneofDescriptor oneof) {
    return read(oneof.getContainingType().getFile(), "oneof", oneof.getOptions())
        .map(rules -> rules.flag("required"))
        .orElse(false);
  }

  private Optional<Rules> read(FileDescriptor file, String extension, Message options) {
    FileDescriptor declared = declaration(file).orElse(null);
    FieldDescriptor option = declared == null ? null : declared.findExtensionByName(extension);
    if (option == null || option.getType() != FieldDescriptor.Type.MESSAGE) {
      return Optional.empty();
    }
    ByteString bytes = OptionBytes.message(options, option.getNumber());
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Rules(DynamicMessage.parseFrom(option.getMessageType(), bytes)));
    } catch (InvalidProtocolBufferException malformed) {
      // A document without a rule that nobody can read is better than none.
      return Optional.empty();
    }
  }

  private Optional<FileDescriptor> declaration(FileDescriptor file) {
    Optional<FileDescriptor> known = declarations.get(file);
    if (known == null) {
      known = Optional.ofNullable(find(file, new HashSet<>()));
      declarations.put(file, known);
    }
    return known;
  }

  /** Imports of imports as well, since an import may be public. */
  private static @Nullable FileDescriptor find(FileDescriptor file, Set<FileDescriptor> seen) {
    if (file.getName().equals(FILE)) {
      return file;
    }
    List<FileDescriptor> imports = seen.add(file) ? file.getDependencies() : List.of();
    for (FileDescriptor imported : imports) {
      FileDescriptor found = find(imported, seen);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
