package bluehub.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The elements of a file that people read about, by name, each with its path in the sense of {@code
 * google.protobuf.SourceCodeInfo.Location.path}: field numbers of descriptor.proto and indices.
 */
final class SourcePaths {
  private final Map<String, List<Integer>> paths = new HashMap<>();

  private SourcePaths() {}

  static Map<String, List<Integer>> of(FileDescriptorProto file) {
    SourcePaths sources = new SourcePaths();
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      sources.message(
          file.getMessageType(i), "", List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      sources.enumeration(
          file.getEnumType(i), "", List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getServiceCount(); i++) {
      sources.service(file.getService(i), List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i));
    }
    return sources.paths;
  }

  private void message(DescriptorProto message, String scope, List<Integer> path) {
    if (message.getOptions().getMapEntry()) {
      return; // made by the compiler for a map field, which has the comment
    }
    String name = scope + message.getName();
    paths.put(name, path);
    for (int i = 0; i < message.getFieldCount(); i++) {
      paths.put(
          name + "." + message.getField(i).getName(),
          child(path, DescriptorProto.FIELD_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getOneofDeclCount(); i++) {
      paths.put(
          name + "." + message.getOneofDecl(i).getName(),
          child(path, DescriptorProto.ONEOF_DECL_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      message(
          message.getNestedType(i),
          name + ".",
          child(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getEnumTypeCount(); i++) {
      enumeration(
          message.getEnumType(i),
          name + ".",
          child(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
  }

  private void enumeration(EnumDescriptorProto type, String scope, List<Integer> path) {
    String name = scope + type.getName();
    paths.put(name, path);
    for (int i = 0; i < type.getValueCount(); i++) {
      paths.put(
          name + "." + type.getValue(i).getName(),
          child(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
    }
  }

  private void service(ServiceDescriptorProto service, List<Integer> path) {
    paths.put(service.getName(), path);
    for (int i = 0; i < service.getMethodCount(); i++) {
      paths.put(
          service.getName() + "." + service.getMethod(i).getName(),
          child(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i));
    }
  }

  private static List<Integer> child(List<Integer> path, int field, int index) {
    return Stream.concat(path.stream(), IntStream.of(field, index).boxed()).toList();
  }
}
