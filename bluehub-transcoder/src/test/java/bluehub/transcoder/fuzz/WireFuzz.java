package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as an answer. What is printed is JSON in UTF-8, the JSON that protobuf's own printer
 * makes of it, and as a request becomes the message again.
 */
public final class WireFuzz {
  private static final TestApi API = new TestApi();
  static final List<String> LINES =
      List.of("POST /v1/things", "POST /v1/old", "POST /v1/value", "POST /v1/struct");
  private static final List<String> TYPES =
      List.of("things.Thing", "legacy.Old", "google.protobuf.Value", "google.protobuf.Struct");

  private static final Pattern ODD_MASK = Pattern.compile("(?i)mask.*[^\\x00-\\x7f]");

  /** What is refused here and not by protobuf's printer. */
  private static final List<String> STRICTER =
      List.of(
          "which no field has",
          "varint of more than 10 bytes",
          "no lowerCamelCase form",
          "not well-formed UTF-8",
          "nest deeper");

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(TestApi.types());

  private WireFuzz() {}

  /** An answer's JSON, or why there is none. */
  private record Printed(@Nullable String json, String fault) {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = FuzzInput.choice(input, LINES);
    byte[] wire = FuzzInput.rest(input);
    Printed printed = print(line, wire, PrintOptions.DEFAULT);
    for (PrintOptions options :
        List.of(
            PrintOptions.DEFAULT.withPretty(true).withEnumNumbers(true),
            PrintOptions.DEFAULT.withDefaults(true).withProtoNames(true))) {
      Printed other = print(line, wire, options);
      FuzzInput.same(printed.fault, other.fault, "refused with all options");
      if (other.json != null) {
        JsonTree.read(other.json);
      }
    }
    DynamicMessage message = parse(TYPES.get(LINES.indexOf(line)), wire);
    String theirs = message == null ? null : theirs(message);
    String json = printed.json;
    if (json == null) {
      if (theirs != null && !isStricter(printed.fault)) {
        throw new AssertionError(printed.fault + ", though protobuf prints " + theirs);
      }
      return;
    }
    Object tree = JsonTree.of(json);
    if (json.length() > 64 * wire.length + 64) {
      throw new AssertionError(json.length() + " characters of " + wire.length + " bytes");
    }
    // what protobuf refuses alone lies in values that later ones replace
    if (message != null && !hasUnknown(message)) {
      if (theirs == null) {
        throw new AssertionError("printed though protobuf cannot: " + json);
      }
      asProtobufHasIt(theirs, tree, json);
      // a NullValue of any number is null, which as a request is the default
      if (!json.contains("\"nullValue\":null")) {
        again(line, json);
      }
    }
  }

  private static Printed print(String line, byte[] wire, PrintOptions options) {
    RouteMatch.Found<CompiledMethod> found = API.find(line);
    ResponseDecoder decoder = found.target().response(API.workspace(), options);
    try {
      decoder.decode(wire, 0, wire.length);
    } catch (WireException e) {
      return new Printed(null, String.valueOf(e.getMessage()));
    }
    String json = FuzzInput.utf8(Arrays.copyOf(decoder.array(), decoder.length()));
    if (json == null) {
      throw new AssertionError("the answer is no UTF-8");
    }
    return new Printed(json, "");
  }

  /** Whether there is a value that a closed enum does not have, which protobuf does not print. */
  private static boolean hasUnknown(Message message) {
    return !message.getUnknownFields().asMap().isEmpty()
        || message.getAllFields().values().stream().anyMatch(WireFuzz::holdsUnknown);
  }

  private static boolean holdsUnknown(Object value) {
    return value instanceof Message message
        ? hasUnknown(message)
        : value instanceof List<?> list && list.stream().anyMatch(WireFuzz::holdsUnknown);
  }

  /** Whether a fault is one of bytes that protobuf's own reader takes. */
  static boolean isStricter(String fault) {
    return STRICTER.stream().anyMatch(fault::contains);
  }

  private static @Nullable DynamicMessage parse(String type, byte[] wire) {
    try {
      return DynamicMessage.newBuilder(TestApi.message(type))
          .mergeFrom(wire, TestApi.extensions())
          .buildPartial();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static @Nullable String theirs(DynamicMessage message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return null;
    }
  }

  private static void asProtobufHasIt(String theirs, Object tree, String json) {
    // it prints extensions without their package, does not escape names, makes lower case of all
    // letters in a mask, also of those beyond ASCII, and has one U+FFFD for a surrogate in UTF-8
    if (!ODD_MASK.matcher(json).find()
        && !json.contains("\"[legacy.")
        && !json.contains("\"o\\\"d")
        && !json.contains("\uFFFD\uFFFD")) {
      FuzzInput.same(JsonTree.lastOnes(theirs), tree, json);
    }
  }

  private static void again(String line, String json) {
    Outcome back =
        FuzzInput.send(
            API, API.find(line), null, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (back.wire() == null) {
      throw new AssertionError(json + " is refused: " + back.fault());
    }
    String printed = API.answer(line, back.wire().toByteArray(), PrintOptions.DEFAULT);
    FuzzInput.same(JsonTree.of(json), JsonTree.of(printed), "printed again");
  }
}
