package bluehub.openapi.text;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comments of descriptors: what stands before a declaration and, as a paragraph of its own,
 * what stands behind it. Comments that a blank line detaches belong to nothing. Empty where the
 * descriptor set was made without source info. Not thread-safe.
 */
public final class Comments {
  private final Map<FileDescriptor, Map<List<Integer>, String>> files = new HashMap<>();

  public String of(Descriptor message) {
    return text(message.getFile(), path(message));
  }

  public String of(FieldDescriptor field) {
    return text(
        field.getFile(),
        child(
            path(field.getContainingType()), DescriptorProto.FIELD_FIELD_NUMBER, field.getIndex()));
  }

  public String of(OneofDescriptor oneof) {
    return text(
        oneof.getContainingType().getFile(),
        child(
            path(oneof.getContainingType()),
            DescriptorProto.ONEOF_DECL_FIELD_NUMBER,
            oneof.getIndex()));
  }

  public String of(EnumDescriptor type) {
    return text(type.getFile(), path(type));
  }

  public String of(EnumValueDescriptor value) {
    return text(
        value.getType().getFile(),
        child(path(value.getType()), EnumDescriptorProto.VALUE_FIELD_NUMBER, value.getIndex()));
  }

  public String of(ServiceDescriptor service) {
    return text(service.getFile(), path(service));
  }

  public String of(MethodDescriptor method) {
    return text(
        method.getService().getFile(),
        child(
            path(method.getService()),
            ServiceDescriptorProto.METHOD_FIELD_NUMBER,
            method.getIndex()));
  }

  /** A descriptor's path in its file, as {@code SourceCodeInfo.Location.path} counts. */
  private static List<Integer> path(Descriptor message) {
    Descriptor outer = message.getContainingType();
    return outer == null
        ? List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex())
        : child(path(outer), DescriptorProto.NESTED_TYPE_FIELD_NUMBER, message.getIndex());
  }

  private static List<Integer> path(EnumDescriptor type) {
    Descriptor outer = type.getContainingType();
    return outer == null
        ? List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex())
        : child(path(outer), DescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex());
  }

  private static List<Integer> path(ServiceDescriptor service) {
    return List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, service.getIndex());
  }

  private static List<Integer> child(List<Integer> parent, int number, int index) {
    return Stream.concat(parent.stream(), Stream.of(number, index)).toList();
  }

  private String text(FileDescriptor file, List<Integer> path) {
    return files.computeIfAbsent(file, Comments::read).getOrDefault(path, "");
  }

  private static Map<List<Integer>, String> read(FileDescriptor file) {
    Map<List<Integer>, String> comments = new HashMap<>();
    for (Location location : file.toProto().getSourceCodeInfo().getLocationList()) {
      String text =
          CommentText.clean(location.getLeadingComments() + "\n" + location.getTrailingComments());
      if (!text.isEmpty()) {
        comments.put(List.copyOf(location.getPathList()), text);
      }
    }
    return comments;
  }
}
