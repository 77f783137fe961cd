package bluehub.transcoder.codec;

/**
 * The types of fields by their numbers in {@code google.protobuf.FieldDescriptorProto.Type}.
 * Constants rather than an enum: they are switched on per value.
 */
final class Kind {
  static final int DOUBLE = 1;
  static final int FLOAT = 2;
  static final int INT64 = 3;
  static final int UINT64 = 4;
  static final int INT32 = 5;
  static final int FIXED64 = 6;
  static final int FIXED32 = 7;
  static final int BOOL = 8;
  static final int STRING = 9;
  static final int GROUP = 10;
  static final int MESSAGE = 11;
  static final int BYTES = 12;
  static final int UINT32 = 13;
  static final int ENUM = 14;
  static final int SFIXED32 = 15;
  static final int SFIXED64 = 16;
  static final int SINT32 = 17;
  static final int SINT64 = 18;

  private Kind() {}
}
