package bluehub.transcoder.schema;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;

/** A file as its author would write it, with a service whose RPCs have the given rules. */
public final class Protos {
  static final String FILE = "library.proto";

  private Protos() {}

  /** One RPC per rule: {@code lib.Library.Rpc0}, ... An empty text is an RPC without a rule. */
  public static FileDescriptorSet library(String... rules) throws ParseException {
    return FileDescriptorSet.newBuilder().addFile(file(rules)).build();
  }

  static FileDescriptorProto file(String... rules) throws ParseException {
    ServiceDescriptorProto.Builder service = ServiceDescriptorProto.newBuilder().setName("Library");
    for (int i = 0; i < rules.length; i++) {
      MethodDescriptorProto.Builder rpc =
          service
              .addMethodBuilder()
              .setName("Rpc" + i)
              .setInputType(".lib.Request")
              .setOutputType(".lib.Response");
      if (!rules[i].isEmpty()) {
        rpc.setOptions(options(rules[i]));
      }
    }
    return FileDescriptorProto.newBuilder()
        .setName(FILE)
        .setPackage("lib")
        .setSyntax("proto3")
        .addDependency("google/protobuf/timestamp.proto")
        .addDependency("google/protobuf/wrappers.proto")
        .addMessageType(request())
        .addMessageType(DescriptorProto.newBuilder().setName("Empty"))
        .addMessageType(
            field(
                field(DescriptorProto.newBuilder().setName("Book"), "title", 1, ".string"),
                "author",
                2,
                ".lib.Book"))
        .addMessageType(
            field(DescriptorProto.newBuilder().setName("Response"), "books", 1, "*.lib.Book"))
        .addService(service)
        .build();
  }

  static MethodOptions options(String rule) throws ParseException {
    return MethodOptions.newBuilder()
        .setExtension(AnnotationsProto.http, TextFormat.parse(rule, com.google.api.HttpRule.class))
        .build();
  }

  private static DescriptorProto request() {
    DescriptorProto.Builder request = DescriptorProto.newBuilder().setName("Request");
    field(request, "name", 1, ".string");
    field(request, "page_size", 2, ".int32");
    field(request, "book", 3, ".lib.Book");
    field(request, "tags", 4, "*.string");
    field(request, "books", 5, "*.lib.Book");
    field(request, "labels", 6, "*.lib.Request.LabelsEntry");
    field(request, "time", 7, ".google.protobuf.Timestamp");
    field(request, "text", 8, ".google.protobuf.StringValue");
    field(request, "empty", 9, ".lib.Empty");
    field(request, "by_name", 10, ".string").getFieldBuilder(9).setOneofIndex(0);
    field(request, "by_book", 11, ".lib.Book").getFieldBuilder(10).setOneofIndex(0);
    request.addOneofDeclBuilder().setName("by");
    DescriptorProto.Builder entry =
        request
            .addNestedTypeBuilder()
            .setName("LabelsEntry")
            .setOptions(MessageOptions.newBuilder().setMapEntry(true));
    field(entry, "key", 1, ".string");
    field(entry, "value", 2, ".string");
    return request.build();
  }

  /**
   * @param type {@code .string}, {@code .int32} or a message's full name behind a dot; a star
   *     before it makes the field repeated
   */
  private static DescriptorProto.Builder field(
      DescriptorProto.Builder message, String name, int number, String type) {
    boolean repeated = type.startsWith("*");
    String typeName = repeated ? type.substring(1) : type;
    var field =
        message
            .addFieldBuilder()
            .setName(name)
            .setNumber(number)
            .setLabel(
                repeated
                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
    switch (typeName) {
      case ".string" -> field.setType(FieldDescriptorProto.Type.TYPE_STRING);
      case ".int32" -> field.setType(FieldDescriptorProto.Type.TYPE_INT32);
      default -> field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(typeName);
    }
    return message;
  }
}
