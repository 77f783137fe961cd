package bluehub.transcoder.codec;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum, compiled: numbers by name and quoted names by number. Immutable. */
final class EnumType {
  private static final int DENSE = 256;

  final String fullName;

  /** Only declared numbers are values; in an open enum any 32-bit number is. */
  final boolean closed;

  /** {@code google.protobuf.NullValue}: its JSON is null. */
  final boolean isNullValue;

  /** The number of the value declared first. */
  final int first;

  private final NameTable<Integer> numbers;
  private final byte[] @Nullable [] dense = new byte[DENSE][];
  private final Map<Integer, byte[]> sparse = new HashMap<>();

  EnumType(EnumDescriptor descriptor) {
    fullName = descriptor.getFullName();
    closed = descriptor.isClosed();
    isNullValue = fullName.equals("google.protobuf.NullValue");
    first = descriptor.getValues().getFirst().getNumber();
    Map<String, Integer> byName = new LinkedHashMap<>();
    for (EnumValueDescriptor value : descriptor.getValues()) {
      int number = value.getNumber();
      byName.put(value.getName(), number);
      byte[] quoted = ('"' + value.getName() + '"').getBytes(StandardCharsets.UTF_8);
      // of aliases, the one declared first is printed
      if (number < 0 || number >= DENSE) {
        sparse.putIfAbsent(number, quoted);
      } else if (dense[number] == null) {
        dense[number] = quoted;
      }
    }
    numbers = new NameTable<>(byName);
  }

  /** The number of a name, or null. */
  @Nullable Integer number(byte[] text, int from, int to) {
    return numbers.get(text, from, to);
  }

  /** The name of a number between quotation marks, or null. */
  byte @Nullable [] quotedName(int number) {
    return number >= 0 && number < DENSE ? dense[number] : sparse.get(number);
  }

  /** Whether the number is declared. */
  boolean has(int number) {
    return quotedName(number) != null;
  }
}
