package bluehub.transcoder.codec;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.List;
import java.util.Random;

/**
 * A random proto file: proto2, proto3 or edition 2023, four messages and an enum, fields of all
 * types and kinds.
 */
final class RandomSchema {
  private static final int MESSAGES = 4;

  private static final FileDescriptor[] IMPORTS = {
    AnyProto.getDescriptor(),
    DurationProto.getDescriptor(),
    EmptyProto.getDescriptor(),
    FieldMaskProto.getDescriptor(),
    StructProto.getDescriptor(),
    TimestampProto.getDescriptor(),
    WrappersProto.getDescriptor()
  };

  private static final List<String> WELL_KNOWN =
      List.of(
          "Any",
          "Duration",
          "Timestamp",
          "FieldMask",
          "Struct",
          "Value",
          "ListValue",
          "Empty",
          "DoubleValue",
          "FloatValue",
          "Int64Value",
          "UInt64Value",
          "Int32Value",
          "UInt32Value",
          "BoolValue",
          "StringValue",
          "BytesValue");

  private static final List<FieldDescriptorProto.Type> TYPES =
      List.of(FieldDescriptorProto.Type.values());

  private static final List<FieldDescriptorProto.Type> KEYS =
      List.of(
          FieldDescriptorProto.Type.TYPE_STRING,
          FieldDescriptorProto.Type.TYPE_INT32,
          FieldDescriptorProto.Type.TYPE_INT64,
          FieldDescriptorProto.Type.TYPE_UINT32,
          FieldDescriptorProto.Type.TYPE_UINT64,
          FieldDescriptorProto.Type.TYPE_SINT32,
          FieldDescriptorProto.Type.TYPE_SINT64,
          FieldDescriptorProto.Type.TYPE_FIXED32,
          FieldDescriptorProto.Type.TYPE_FIXED64,
          FieldDescriptorProto.Type.TYPE_SFIXED32,
          FieldDescriptorProto.Type.TYPE_SFIXED64,
          FieldDescriptorProto.Type.TYPE_BOOL);

  private enum Syntax {
    PROTO2,
    PROTO3,
    EDITION
  }

  private final Random random;
  private final Syntax syntax;

  RandomSchema(Random random) {
    this.random = random;
    syntax = List.of(Syntax.values()).get(random.nextInt(3));
  }

  FileDescriptor file() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("random.proto").setPackage("r");
    switch (syntax) {
      case PROTO2 -> file.setSyntax("proto2");
      case PROTO3 -> file.setSyntax("proto3");
      case EDITION -> file.setSyntax("editions").setEdition(Edition.EDITION_2023);
    }
    for (FileDescriptor imported : IMPORTS) {
      file.addDependency(imported.getName());
    }
    EnumDescriptorProto.Builder kind = EnumDescriptorProto.newBuilder().setName("Kind");
    for (int i = 0; i < 5; i++) {
      kind.addValueBuilder().setName("KIND_" + i).setNumber(i < 3 ? i : i * 1_000 - 6_000);
    }
    file.addEnumType(kind);
    for (int i = 0; i < MESSAGES; i++) {
      file.addMessageType(message("M" + i));
    }
    try {
      return FileDescriptor.buildFrom(file.build(), IMPORTS);
    } catch (DescriptorValidationException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  private DescriptorProto message(String name) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    int count = 1 + random.nextInt(14);
    int number = 0;
    for (int i = 0; i < count; i++) {
      number += 1 + random.nextInt(random.nextInt(6) == 0 ? 3_000 : 3);
      if (number >= 19_000) {
        break;
      }
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder().setName("field_" + i + "_x").setNumber(number);
      int kind = random.nextInt(10);
      if (kind == 0) {
        map(message, field, name);
      } else {
        type(field);
        field.setLabel(Label.LABEL_OPTIONAL);
        if (kind < 4) {
          field.setLabel(Label.LABEL_REPEATED);
          packing(field);
        } else if (kind == 4) {
          if (message.getOneofDeclCount() == 0) {
            message.addOneofDeclBuilder().setName("pick");
          }
          field.setOneofIndex(0);
        } else {
          presence(field);
        }
        delimited(message, field, name);
      }
      message.addField(field);
    }
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.getProto3Optional()) {
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDeclBuilder().setName("_" + field.getName());
      }
    }
    return message.build();
  }

  private void type(FieldDescriptorProto.Builder field) {
    switch (random.nextInt(5)) {
      case 0 ->
          field
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName(".r.M" + random.nextInt(MESSAGES));
      case 1 ->
          field
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName(".google.protobuf." + WELL_KNOWN.get(random.nextInt(WELL_KNOWN.size())));
      default -> {
        FieldDescriptorProto.Type type = TYPES.get(random.nextInt(TYPES.size()));
        switch (type) {
          case TYPE_GROUP, TYPE_MESSAGE, TYPE_ENUM ->
              field.setType(FieldDescriptorProto.Type.TYPE_ENUM).setTypeName(".r.Kind");
          default -> field.setType(type);
        }
      }
    }
  }

  private void packing(FieldDescriptorProto.Builder field) {
    boolean packable =
        switch (field.getType()) {
          case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE, TYPE_GROUP -> false;
          default -> true;
        };
    if (packable && random.nextBoolean()) {
      if (syntax == Syntax.EDITION) {
        field
            .getOptionsBuilder()
            .getFeaturesBuilder()
            .setRepeatedFieldEncoding(FeatureSet.RepeatedFieldEncoding.EXPANDED);
      } else {
        field.getOptionsBuilder().setPacked(random.nextBoolean());
      }
    }
  }

  private void presence(FieldDescriptorProto.Builder field) {
    if (syntax == Syntax.PROTO3 && random.nextInt(3) == 0) {
      field.setProto3Optional(true);
    } else if (syntax == Syntax.EDITION
        && field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE
        && random.nextBoolean()) {
      field
          .getOptionsBuilder()
          .getFeaturesBuilder()
          .setFieldPresence(FeatureSet.FieldPresence.IMPLICIT);
    }
  }

  /** Makes a message field a group or delimited, now and then. */
  private void delimited(
      DescriptorProto.Builder message, FieldDescriptorProto.Builder field, String owner) {
    if (field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE || random.nextInt(3) > 0) {
      return;
    }
    if (syntax == Syntax.EDITION) {
      field
          .getOptionsBuilder()
          .getFeaturesBuilder()
          .setMessageEncoding(FeatureSet.MessageEncoding.DELIMITED);
    } else if (syntax == Syntax.PROTO2) {
      String group = "Group" + field.getNumber();
      message.addNestedType(
          DescriptorProto.newBuilder()
              .setName(group)
              .addField(
                  FieldDescriptorProto.newBuilder()
                      .setName("a")
                      .setNumber(1)
                      .setLabel(Label.LABEL_OPTIONAL)
                      .setType(FieldDescriptorProto.Type.TYPE_INT32)));
      field
          .setName("group" + field.getNumber())
          .setType(FieldDescriptorProto.Type.TYPE_GROUP)
          .setTypeName(".r." + owner + "." + group);
    }
  }

  private void map(
      DescriptorProto.Builder message, FieldDescriptorProto.Builder field, String owner) {
    String entry = "Field" + field.getName().replaceAll("\\D", "") + "XEntry";
    FieldDescriptorProto.Builder value = FieldDescriptorProto.newBuilder();
    type(value);
    message.addNestedType(
        DescriptorProto.newBuilder()
            .setName(entry)
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .addField(
                FieldDescriptorProto.newBuilder()
                    .setName("key")
                    .setNumber(1)
                    .setLabel(Label.LABEL_OPTIONAL)
                    .setType(KEYS.get(random.nextInt(KEYS.size()))))
            .addField(value.setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL)));
    field
        .setLabel(Label.LABEL_REPEATED)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(".r." + owner + "." + entry);
  }
}
