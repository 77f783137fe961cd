package bluehub.transcoder.codec;

import bluehub.transcoder.ProtoSource;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The messages that a file of vectors speaks of. */
final class VectorSchema {
  final TypeTable types;
  private final List<FileDescriptor> files;

  private VectorSchema(String proto) throws SchemaException {
    files =
        Schema.of(
                FileDescriptorSet.newBuilder()
                    .addFile(ProtoSource.parse("vectors.proto", proto))
                    .build())
            .files();
    types = TypeTable.of(files);
  }

  /** The messages of a proto file's text. */
  static VectorSchema of(String proto) throws SchemaException {
    return new VectorSchema(proto);
  }

  /** The messages of a vector file's {@code schema}: lists of name, number and type. */
  static VectorSchema of(JsonNode schema) throws SchemaException {
    StringBuilder proto =
        new StringBuilder("syntax = \"proto3\"; import \"google/protobuf/struct.proto\";\n");
    schema
        .properties()
        .forEach(
            message -> {
              proto.append("message ").append(message.getKey()).append(" {\n");
              message.getValue().forEach(field -> field(field, proto));
              proto.append("}\n");
            });
    return new VectorSchema(proto.toString());
  }

  private static void field(JsonNode field, StringBuilder proto) {
    String type = field.get(2).asString();
    if (type.startsWith("enum ")) {
      // enum Shelf.TYPE {A=0 B=1}
      String name = type.substring(type.indexOf('.') + 1, type.indexOf(' ', 5));
      String values = type.substring(type.indexOf('{') + 1, type.indexOf('}'));
      proto.append("enum ").append(name).append(" {");
      for (String value : values.split(" ", -1)) {
        proto.append(value.replace("=", " = ")).append(';');
      }
      proto.append("}\n");
      type = name;
    }
    proto.append(type).append(' ').append(field.get(0).asString());
    proto.append(" = ").append(field.get(1).asInt()).append(";\n");
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
    return DynamicMessage.parseFrom(message(fullName), wire);
  }

  /** A message of which required fields may be absent. */
  DynamicMessage partial(String fullName, byte[] wire) throws InvalidProtocolBufferException {
    return DynamicMessage.newBuilder(message(fullName)).mergeFrom(wire).buildPartial();
  }

  /** A message in text format. */
  DynamicMessage text(String fullName, String text) throws TextFormat.ParseException {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(message(fullName));
    TextFormat.merge(text, message);
    return message.buildPartial();
  }

  /** The proto names of a field path under any spelling. */
  List<String> names(String fullName, String path) {
    List<String> names = new ArrayList<>();
    Descriptor type = message(fullName);
    for (String name : path.split("\\.", -1)) {
      FieldDescriptor found =
          type.getFields().stream()
              .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
              .findFirst()
              .orElseThrow();
      names.add(found.getName());
      if (found.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        type = found.getMessageType();
      }
    }
    return names;
  }
}
