package bluehub.openapi.rule;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;

/**
 * Options by their numbers, since it must not matter whether whoever parsed the descriptors knew
 * the extensions.
 */
final class OptionBytes {
  private OptionBytes() {}

  static UnknownFieldSet.Field field(Message options, int number) {
    try {
      return UnknownFieldSet.parseFrom(options.toByteString()).getField(number);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Options that protobuf itself has written", e);
    }
  }

  /** The bytes of a message option, whose pieces count as one message; empty where it is unset. */
  static ByteString message(Message options, int number) {
    return field(options, number).getLengthDelimitedList().stream()
        .reduce(ByteString.EMPTY, ByteString::concat);
  }
}
