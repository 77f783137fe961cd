package bluehub.transcoder.codec;

import java.util.Map;

/** The message types whose JSON is not that of their fields (ProtoJSON, "Any" to "Empty"). */
enum WellKnown {
  /** A message like any other. */
  NONE,
  ANY,
  TIMESTAMP,
  DURATION,
  FIELD_MASK,
  STRUCT,
  VALUE,
  LIST_VALUE,
  /** {@code google.protobuf.StringValue} and its kin: the JSON of their one field. */
  WRAPPER;

  private static final Map<String, WellKnown> BY_NAME =
      Map.ofEntries(
          Map.entry("google.protobuf.Any", ANY),
          Map.entry("google.protobuf.Timestamp", TIMESTAMP),
          Map.entry("google.protobuf.Duration", DURATION),
          Map.entry("google.protobuf.FieldMask", FIELD_MASK),
          Map.entry("google.protobuf.Struct", STRUCT),
          Map.entry("google.protobuf.Value", VALUE),
          Map.entry("google.protobuf.ListValue", LIST_VALUE),
          Map.entry("google.protobuf.DoubleValue", WRAPPER),
          Map.entry("google.protobuf.FloatValue", WRAPPER),
          Map.entry("google.protobuf.Int64Value", WRAPPER),
          Map.entry("google.protobuf.UInt64Value", WRAPPER),
          Map.entry("google.protobuf.Int32Value", WRAPPER),
          Map.entry("google.protobuf.UInt32Value", WRAPPER),
          Map.entry("google.protobuf.BoolValue", WRAPPER),
          Map.entry("google.protobuf.StringValue", WRAPPER),
          Map.entry("google.protobuf.BytesValue", WRAPPER));

  static WellKnown of(String fullName) {
    return BY_NAME.getOrDefault(fullName, NONE);
  }

  /** Whether an Any holds such a message under the key "value" instead of field by field. */
  boolean isValueInAny() {
    return this != NONE;
  }

  /** Whether its JSON is a string. */
  boolean isText() {
    return this == TIMESTAMP || this == DURATION || this == FIELD_MASK;
  }
}
