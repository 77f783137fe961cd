package bluehub.openapi.rule;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a field behaves in requests and answers: {@code google.api.field_behavior} (AIP-203). The
 * order is that of the numbers, from 1.
 */
public enum FieldBehavior {
  OPTIONAL(""),
  REQUIRED(""),
  OUTPUT_ONLY(""),
  INPUT_ONLY(""),
  IMMUTABLE("Can be set once, and not be changed."),
  UNORDERED_LIST("The order of the elements has no meaning, and may change."),
  NON_EMPTY_DEFAULT("The service fills it where a request leaves it out."),
  IDENTIFIER("Names the resource.");

  private static final int OPTION = 1052;
  private static final FieldBehavior[] VALUES = values();

  private final String sentence;

  FieldBehavior(String sentence) {
    this.sentence = sentence;
  }

  /** What a reader is told of it where no keyword of JSON Schema does; empty for none. */
  public String sentence() {
    return sentence;
  }

  /** The behaviours of a field, without numbers that are none. */
  public static Set<FieldBehavior> of(FieldDescriptor field) {
    Set<FieldBehavior> behaviors = EnumSet.noneOf(FieldBehavior.class);
    UnknownFieldSet.Field option = OptionBytes.field(field.getOptions(), OPTION);
    option.getVarintList().forEach(number -> of(number).ifPresent(behaviors::add));
    // Packed, as parsers must take it in either form.
    option.getLengthDelimitedList().stream()
        .flatMap(bytes -> unpack(bytes.newCodedInput()))
        .forEach(number -> of(number).ifPresent(behaviors::add));
    return behaviors;
  }

  private static Stream<Long> unpack(CodedInputStream in) {
    Stream.Builder<Long> numbers = Stream.builder();
    try {
      while (!in.isAtEnd()) {
        numbers.add((long) in.readEnum());
      }
    } catch (IOException malformed) {
      // What could be read of it counts.
      return numbers.build();
    }
    return numbers.build();
  }

  private static Optional<FieldBehavior> of(long number) {
    return number >= 1 && number <= VALUES.length
        ? Optional.of(VALUES[(int) number - 1])
        : Optional.empty();
  }
}
