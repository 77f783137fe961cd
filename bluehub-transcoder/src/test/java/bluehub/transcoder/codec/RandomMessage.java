package bluehub.transcoder.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** A message of any type with random content that has a JSON form. */
final class RandomMessage {
  private static final String[] TEXTS = {
    "", "a", "plain text of some length", "\"quoted\\\n\u0000", "é平😀", "\u007f\u2028", "<&'>"
  };

  private final Random random;

  RandomMessage(Random random) {
    this.random = random;
  }

  DynamicMessage of(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    if (type.getFullName().startsWith("google.protobuf.") && wellKnown(message, depth)) {
      return message.build();
    }
    for (FieldDescriptor field : type.getFields()) {
      if (random.nextInt(3) == 0 || (depth == 0 && isMessage(field))) {
        continue;
      }
      if (field.isMapField()) {
        map(message, field, depth);
      } else if (field.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(field, value(field, depth));
        }
      } else {
        message.setField(field, value(field, depth));
      }
    }
    return message.build();
  }

  private static boolean isMessage(FieldDescriptor field) {
    FieldDescriptor value =
        field.isMapField() ? field.getMessageType().findFieldByNumber(2) : field;
    return value.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private void map(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    Descriptor entry = field.getMessageType();
    FieldDescriptor key = entry.findFieldByNumber(1);
    FieldDescriptor value = entry.findFieldByNumber(2);
    Set<Object> keys = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Object one = value(key, depth);
      if (keys.add(one)) {
        message.addRepeatedField(
            field,
            DynamicMessage.newBuilder(entry)
                .setField(key, one)
                .setField(value, value(value, depth))
                .build());
      }
    }
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt() >> random.nextInt(32);
      case LONG -> random.nextLong() >> random.nextInt(64);
      case FLOAT -> floating((float) number());
      case DOUBLE -> number();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTE_STRING -> bytes();
      case ENUM -> enumValue(field.getEnumType());
      case MESSAGE -> of(field.getMessageType(), depth - 1);
    };
  }

  private Object enumValue(EnumDescriptor type) {
    if (!type.isClosed() && random.nextInt(8) == 0 && type.getFullName().startsWith("r.")) {
      return type.findValueByNumberCreatingIfUnknown(random.nextInt());
    }
    return type.getValues().get(random.nextInt(type.getValues().size()));
  }

  private static float floating(float value) {
    return value;
  }

  private double number() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextInt(100);
      default -> finite();
    };
  }

  private double finite() {
    return random.nextInt(1_000_000) / Math.pow(10, random.nextInt(12)) - random.nextInt(3);
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  /** Fills a message whose values are bound by rules; false for the others. */
  private boolean wellKnown(DynamicMessage.Builder message, int depth) {
    Descriptor type = message.getDescriptorForType();
    switch (type.getName()) {
      case "Timestamp" -> {
        message.setField(
            type.findFieldByNumber(1), random.nextLong(-62_135_596_800L, 253_402_300_800L));
        message.setField(type.findFieldByNumber(2), nanos());
      }
      case "Duration" -> {
        int sign = random.nextBoolean() ? 1 : -1;
        message.setField(
            type.findFieldByNumber(1),
            sign * (random.nextLong(315_576_000_001L) >> random.nextInt(40)));
        message.setField(type.findFieldByNumber(2), sign * nanos());
      }
      case "FieldMask" -> {
        for (String path : new String[] {"a", "a_bc.d", "x_y_z"}) {
          if (random.nextBoolean()) {
            message.addRepeatedField(type.findFieldByNumber(1), path);
          }
        }
      }
      case "Struct" -> message.mergeFrom(dynamic(type, struct(depth)));
      case "ListValue" -> message.mergeFrom(dynamic(type, list(depth)));
      case "Value" -> message.mergeFrom(dynamic(type, any(depth)));
      case "Any" -> {
        if (random.nextInt(4) > 0) {
          Descriptor inner =
              random.nextBoolean() && depth > 0
                  ? com.google.protobuf.Any.getDescriptor()
                  : com.google.protobuf.Duration.getDescriptor();
          message.setField(type.findFieldByNumber(1), "type.googleapis.com/" + inner.getFullName());
          message.setField(type.findFieldByNumber(2), of(inner, depth - 1).toByteString());
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int nanos() {
    return random.nextInt(3) == 0
        ? 0
        : random.nextInt(1_000) * (random.nextBoolean() ? 1_000_000 : 1);
  }

  private static DynamicMessage dynamic(Descriptor type, Message message) {
    try {
      return DynamicMessage.parseFrom(type, message.toByteString());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Struct struct(int depth) {
    Struct.Builder struct = Struct.newBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      struct.putFields(TEXTS[random.nextInt(TEXTS.length)], any(depth - 1));
    }
    return struct.build();
  }

  private ListValue list(int depth) {
    ListValue.Builder list = ListValue.newBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      list.addValues(any(depth - 1));
    }
    return list.build();
  }

  private Value any(int depth) {
    Value.Builder value = Value.newBuilder();
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> value.setNullValue(NullValue.NULL_VALUE).build();
      case 1 -> value.setBoolValue(random.nextBoolean()).build();
      case 2 -> value.setNumberValue(finite()).build();
      case 3 -> value.setStringValue(TEXTS[random.nextInt(TEXTS.length)]).build();
      case 4 -> value.setStructValue(struct(depth)).build();
      default -> value.setListValue(list(depth)).build();
    };
  }
}
