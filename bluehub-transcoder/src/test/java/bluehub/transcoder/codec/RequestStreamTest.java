package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.json.JsonLimits;
import bluehub.transcoder.schema.Protos;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.TextFormat.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStreamTest {
  private static TypeTable types = TypeTable.of(List.of());

  @BeforeAll
  static void compile() throws ParseException, SchemaException {
    types = TypeTable.of(Schema.of(Protos.library("get: '/v1/{name}'")).files());
  }

  private static RequestShape shape(String body, ParseOptions options) {
    return new RequestShape(types, "lib.Request", List.of(List.of("name")), body, false, options);
  }

  /** The messages of a body that comes in pieces of a size, as the JSON that they print as. */
  private static List<String> messages(
      RequestShape shape, StreamFormat format, String body, int piece) {
    ResponseShape printed = new ResponseShape(types, "lib.Request", "", 100);
    ResponseDecoder decoder = new ResponseDecoder();
    List<String> messages = new ArrayList<>();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (RequestStream stream =
        new RequestStream(
            new RequestEncoder(encoder -> {}),
            shape,
            new String[] {"p"},
            null,
            null,
            PrintOptions.DEFAULT,
            format,
            wire -> {
              decoder.begin(printed, PrintOptions.DEFAULT).decode(wire, 0, wire.length);
              messages.add(
                  new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8));
            })) {
      for (int at = 0; at < bytes.length; at += piece) {
        byte[] copy = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
        stream.write(copy, 0, copy.length);
        Arrays.fill(copy, (byte) '#');
      }
      stream.finish();
    }
    return messages;
  }

  private static RequestFault fault(
      RequestShape shape, StreamFormat format, String body, int piece) {
    return catchThrowableOfType(RequestFault.class, () -> messages(shape, format, body, piece));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
  void array_inPieces_givesEachMessageAndThePathToTheFirst(int piece) {
    assertThat(
            messages(
                shape("*", ParseOptions.DEFAULT),
                StreamFormat.JSON_ARRAY,
                " [ {\"pageSize\": 1, \"name\":\"x\"} ,{\"tags\":[\"a]\",\"}\"]}, {} ] ",
                piece))
        .containsExactly("{\"pageSize\":1,\"name\":\"p\"}", "{\"tags\":[\"a]\",\"}\"]}", "{}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
  void lines_inPieces_giveEachMessage(int piece) {
    assertThat(
            messages(
                shape("*", ParseOptions.DEFAULT),
                StreamFormat.NDJSON,
                "{\"pageSize\": 1}\r\n\n{\"pageSize\":2}\n  \n{\"pageSize\":3}",
                piece))
        .containsExactly("{\"pageSize\":1,\"name\":\"p\"}", "{\"pageSize\":2}", "{\"pageSize\":3}");
  }

  @Test
  void array_bodyIsAField_elementsAreThatField() {
    assertThat(
            messages(
                shape("tags", ParseOptions.DEFAULT),
                StreamFormat.JSON_ARRAY,
                "[[\"a\"],[\"b\",\"c\"],null]",
                1000))
        .containsExactly("{\"tags\":[\"a\"],\"name\":\"p\"}", "{\"tags\":[\"b\",\"c\"]}", "{}");
  }

  @Test
  void array_empty_hasNoMessage() {
    assertThat(messages(shape("*", ParseOptions.DEFAULT), StreamFormat.JSON_ARRAY, "[]", 1))
        .isEmpty();
    assertThat(messages(shape("*", ParseOptions.DEFAULT), StreamFormat.NDJSON, " \n", 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}            | 1:1 | ``",
        "[{}           | 1:4 | ``",
        "[{},]         | 1:5 | ``",
        "[{} {}]       | 1:5 | ``",
        "[{},{\"x\":1}]| 1:6 | [1].x",
        "[{},\\n{\"pageSize\":1,\\n \"tags\":[1]}] | 3:10 | [1].tags[0]",
        "[{},7]        | 1:5 | [1]",
        "[] []         | 1:4 | ``",
      })
  void array_faulty_namesMessageFieldAndPlace(String body, String place, String field) {
    String text = body.replace("\\n", "\n");
    for (int piece = 1; piece <= text.length(); piece++) {
      RequestFault fault =
          fault(shape("*", ParseOptions.DEFAULT), StreamFormat.JSON_ARRAY, text, piece);
      assertThat(fault.place()).as("in pieces of %s", piece).hasToString(place);
      assertThat(fault.field()).isEqualTo(field);
      assertThat(fault.httpStatus()).isEqualTo(400);
    }
  }

  @Test
  void array_whiteSpaceAlone_is400() {
    assertThat(
            fault(shape("*", ParseOptions.DEFAULT), StreamFormat.JSON_ARRAY, " \n", 1).httpStatus())
        .isEqualTo(400);
  }

  @Test
  void lines_faulty_nameLineAndColumn() {
    RequestFault fault =
        fault(shape("*", ParseOptions.DEFAULT), StreamFormat.NDJSON, "{}\n{}\n {\"x\":1}\n", 4);
    assertThat(fault.place()).hasToString("3:3");
    assertThat(fault.field()).isEqualTo("[2].x");
  }

  @ParameterizedTest
  @CsvSource({"JSON_ARRAY,[", "NDJSON,''"})
  void message_largerThanTheLimit_is413BeforeItsEnd(StreamFormat format, String start) {
    ParseOptions small = ParseOptions.DEFAULT.withLimits(new JsonLimits(10, 10, 10, 64));
    String endless = start + "{\"tags\":[\"" + "x".repeat(1000);
    assertThat(fault(shape("*", small), format, endless, 10).httpStatus()).isEqualTo(413);
  }

  @Test
  void stream_longerThanTheLimitOfAMessage_isTaken() {
    ParseOptions small = ParseOptions.DEFAULT.withLimits(new JsonLimits(10, 10, 10, 64));
    String body = "[" + "{\"pageSize\":1},".repeat(1000) + "{}]";
    assertThat(messages(shape("*", small), StreamFormat.JSON_ARRAY, body, 100)).hasSize(1001);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON_ARRAY | [{\"x\":1},{},{\"y\":1,\"z\":[{}]}] | [0].x,[2].y,[2].z",
        "JSON_ARRAY | [{},{\"book\":{\"x\":1}}]            | [1].book.x",
        "JSON_ARRAY | []                                   | ``",
        "NDJSON     | {\"x\":1}\\n\\n{\"y\":1}               | [0].x,[1].y",
      })
  void ignored_unknownMembers_areThoseOfAllMessages(
      StreamFormat format, String body, String ignored) {
    List<String> expected = new ArrayList<>(List.of("nope"));
    if (!ignored.isEmpty()) {
      expected.addAll(List.of(ignored.split(",", -1)));
    }
    assertThat(ignored(UnknownFields.WARN, format, body.replace("\\n", "\n"))).isEqualTo(expected);
    assertThat(ignored(UnknownFields.IGNORE, format, body.replace("\\n", "\n"))).isEmpty();
  }

  @Test
  void ignored_unknownMembersWithoutEnd_areAHundred() {
    String body = "[" + "{\"x\":1,\"y\":2},".repeat(1000) + "{}]";
    assertThat(ignored(UnknownFields.WARN, StreamFormat.JSON_ARRAY, body))
        .hasSize(100)
        .endsWith("[49].x");
  }

  /** What a stream with the query {@code nope=1} tells after its end. */
  private static List<String> ignored(UnknownFields rule, StreamFormat format, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    RequestEncoder encoder = new RequestEncoder(e -> {});
    RequestStream stream =
        new RequestStream(
            encoder,
            shape("*", ParseOptions.DEFAULT.withUnknownFields(rule)),
            new String[] {"p"},
            "nope=1",
            null,
            PrintOptions.DEFAULT,
            format,
            wire -> {});
    try (stream) {
      stream.write(bytes, 0, bytes.length);
      stream.finish();
      assertThat(stream.ignored()).isEqualTo(encoder.ignored());
    }
    List<String> ignored = stream.ignored();
    RequestShape another = shape("*", ParseOptions.DEFAULT);
    encoder.begin(another, new String[] {"p"}, null, null, PrintOptions.DEFAULT);
    assertThat(stream.ignored()).as("once the encoder serves another").isEqualTo(ignored);
    return ignored;
  }
}
