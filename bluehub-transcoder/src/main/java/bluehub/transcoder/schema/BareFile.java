package bluehub.transcoder.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.List;

/**
 * A file without what compilers leave out of the descriptors that programs carry: comments, and
 * names in JSON that say what is so anyway. protoc writes those names into descriptor sets, and not
 * into generated code, which servers tell by reflection.
 */
final class BareFile {
  private BareFile() {}

  static FileDescriptorProto of(FileDescriptorProto file) {
    FileDescriptorProto.Builder bare = file.toBuilder().clearSourceCodeInfo();
    bare.getMessageTypeBuilderList().forEach(BareFile::strip);
    strip(bare.getExtensionBuilderList());
    return bare.build();
  }

  private static void strip(DescriptorProto.Builder message) {
    strip(message.getFieldBuilderList());
    strip(message.getExtensionBuilderList());
    message.getNestedTypeBuilderList().forEach(BareFile::strip);
  }

  private static void strip(List<FieldDescriptorProto.Builder> fields) {
    for (FieldDescriptorProto.Builder field : fields) {
      if (field.getJsonName().equals(jsonName(field.getName()))) {
        field.clearJsonName();
      }
    }
  }

  /** {@code lower_snake} as {@code lowerCamel} (ProtoJSON, "Field Names"). */
  private static String jsonName(String name) {
    StringBuilder json = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        json.append(upper && c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        upper = false;
      }
    }
    return json.toString();
  }
}
