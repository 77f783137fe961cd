package bluehub.transcoder.codec;

import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The message types of the protobuf conformance suite, where their descriptors are at hand. */
final class TestMessages {
  final List<FileDescriptor> files;
  final ExtensionRegistry extensions = ExtensionRegistry.newInstance();

  private TestMessages(List<FileDescriptor> files) {
    this.files = files;
    for (FileDescriptor file : files) {
      file.getExtensions().forEach(this::add);
      file.getMessageTypes().forEach(this::addNested);
    }
  }

  private void add(com.google.protobuf.Descriptors.FieldDescriptor extension) {
    if (extension.getJavaType()
        == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE) {
      extensions.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
    } else {
      extensions.add(extension);
    }
  }

  private void addNested(Descriptor message) {
    message.getExtensions().forEach(this::add);
    message.getNestedTypes().forEach(this::addNested);
  }

  static Optional<TestMessages> load() throws InvalidProtocolBufferException, SchemaException {
    Optional<JsonNode> json = Vectors.read("test_messages.json");
    if (json.isEmpty()) {
      return Optional.empty();
    }
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    for (JsonNode file : json.get().get("file")) {
      FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder();
      JsonFormat.parser().merge(file.toString(), proto);
      set.addFile(proto);
    }
    return Optional.of(new TestMessages(Schema.of(set.build()).files()));
  }

  Descriptor message(String fullName) {
    for (FileDescriptor file : files) {
      for (Descriptor message : file.getMessageTypes()) {
        if (message.getFullName().equals(fullName)) {
          return message;
        }
      }
    }
    throw new AssertionError("no message " + fullName);
  }

  DynamicMessage parse(String fullName, byte[] wire) throws InvalidProtocolBufferException {
    return DynamicMessage.parseFrom(message(fullName), wire, extensions);
  }
}
