package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.json.JsonLimits;
import com.google.protobuf.DynamicMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code google.api.HttpBody}: raw bytes in and out; and the types of bodies that are JSON. */
class RawBodyTest {
  private final TestApi api = new TestApi();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # the whole message
          POST /v1/raw     | text/plain; charset=x | {"a":  | content_type: "text/plain; charset=x" data: "{\\"a\\":"
          POST /v1/raw     | -                     | a       | data: "a"
          POST /v1/raw     | image/png             | ``      | content_type: "image/png"
          POST /v1/raw     | -                     | ``      | ``
          # a field; path and query give the fields around it
          POST /v1/files/x | text/csv              | a,b     | name: "x" file { content_type: "text/csv" data: "a,b" }
          POST /v1/files/x?note=n | application/json | {"name":"y"} | name: "x" note: "n" file { content_type: "application/json" data: "{\\"name\\":\\"y\\"}" }
          POST /v1/files/x | text/csv              | ``      | name: "x" file { content_type: "text/csv" }
          POST /v1/files/x | -                     | ``      | name: "x"
          POST /v1/picked/x | text/csv             | a       | name: "x" picked { content_type: "text/csv" data: "a" }
          """)
  void post_rawBody_isUntouched(String line, @Nullable String type, String body, String message) {
    DynamicMessage actual = api.accepted(line, type, utf8(body));
    assertThat(actual)
        .isEqualTo(TestApi.text(actual.getDescriptorForType().getFullName(), message));
  }

  @Test
  void post_rawBytesOfEveryKind_areUntouched() {
    byte[] body = new byte[70_000];
    new Random(1).nextBytes(body);
    DynamicMessage message = api.accepted("POST /v1/raw", "application/octet-stream", body);
    assertThat(message.getField(message.getDescriptorForType().findFieldByName("data")))
        .isEqualTo(com.google.protobuf.ByteString.copyFrom(body));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /v1/raw?data=x            | 400 data: unknown query parameter: the body gives all that the path does not
          POST /v1/files/x?file.data=x   | 400 file.data: unknown query parameter: the body gives that field
          POST /v1/picked/x?other=y      | 400 other: its oneof has another member set already
          """)
  void post_rawBodysFieldsInTheQuery_areRefused(String line, String fault) {
    assertThat(api.refused(line, "text/plain", utf8("a"))).isEqualTo(fault);
  }

  @Test
  void post_rawBodyBeyondTheLimit_isTooLarge() {
    JsonLimits limits = new JsonLimits(10, 10, 10, 20);
    TestApi limited =
        new TestApi(ApiOptions.defaults().withParse(ParseOptions.DEFAULT.withLimits(limits)));
    assertThat(limited.accepted("POST /v1/raw", "text/plain", new byte[20]).getSerializedSize())
        .isPositive();
    assertThat(limited.refused("POST /v1/raw", "text/plain", new byte[21]))
        .isEqualTo("413 the body has more than 20 bytes, the limit");
  }

  /** Each piece is a message; a piece larger than a message may be is several. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          POST /v1/raw            | a/b | abcde,f | content_type: "a/b" data: "abcd"; data: "e"; data: "f"
          POST /v1/raw            | -   | ``      | ``
          POST /v1/files/x?note=n | a/b | ab,cd   | name: "x" note: "n" file { content_type: "a/b" data: "ab" }; file { data: "cd" }
          POST /v1/files/x        | a/b | ``      | name: "x" file { content_type: "a/b" }
          """)
  void stream_ofRawPieces_isAMessageEach(
      String line, @Nullable String type, String pieces, String expected) {
    TestApi small =
        new TestApi(
            ApiOptions.defaults()
                .withParse(ParseOptions.DEFAULT.withLimits(new JsonLimits(10, 10, 10, 4))));
    var found = small.find(line);
    String input = line.contains("raw") ? "google.api.HttpBody" : "things.Upload";
    String query = line.contains("?") ? line.substring(line.indexOf('?') + 1) : null;
    List<DynamicMessage> messages = new ArrayList<>();
    try (RequestStream stream =
        found
            .target()
            .requests(
                small.workspace(),
                found,
                query,
                type,
                StreamFormat.NDJSON,
                wire -> messages.add(TestApi.parse(input, wire)))) {
      for (String piece : pieces.split(",", -1)) {
        stream.write(utf8(piece), 0, piece.length());
      }
      stream.finish();
    }
    assertThat(messages)
        .isEqualTo(
            Arrays.stream(expected.split(";", -1)).map(each -> TestApi.text(input, each)).toList());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/raw      | content_type: "image/png" data: "\\211PNG" | image/png
          /v1/raw      | data: "\\211PNG"                           | application/octet-stream
          /v1/raw      | content_type: "" data: "\\211PNG"          | application/octet-stream
          /v1/files/x  | name: "x" file { data: "\\211PNG" content_type: "a/b; c=d" } | a/b; c=d
          """)
  void answer_raw_isItsBytesAndItsType(String path, String message, String type) {
    String input = path.equals("/v1/raw") ? "google.api.HttpBody" : "things.Upload";
    byte[] wire = TestApi.text(input, message).toByteArray();
    ResponseDecoder decoder =
        api.find("POST " + path).target().response(api.workspace(), PrintOptions.DEFAULT);
    decoder.decode(wire, 0, wire.length);
    assertThat(decoder.contentType()).isEqualTo(type);
    assertThat(decoder.array()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(decoder.length()).isEqualTo(4);
  }

  @Test
  void answer_rawInPieces_isMerged() {
    // file { data: "a" } file { content_type: "t" } file { data: "b" }
    byte[] wire = {0x12, 3, 0x12, 1, 'a', 0x12, 3, 0x0a, 1, 't', 0x12, 3, 0x12, 1, 'b'};
    ResponseDecoder decoder =
        api.find("POST /v1/files/x").target().response(api.workspace(), PrintOptions.DEFAULT);
    decoder.decode(wire, 0, wire.length);
    assertThat(decoder.contentType()).isEqualTo("t");
    assertThat(new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8))
        .isEqualTo("b");
  }

  @Test
  void answer_rawOfSeveralTypes_hasTheLast() {
    // content_type: "a" content_type: ""
    byte[] wire = {0x0a, 1, 'a', 0x0a, 0};
    ResponseDecoder decoder =
        api.find("POST /v1/raw").target().response(api.workspace(), PrintOptions.DEFAULT);
    decoder.decode(wire, 0, wire.length);
    assertThat(decoder.contentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void answer_rawFieldThatIsAbsent_isEmpty() {
    ResponseDecoder decoder =
        api.find("POST /v1/files/x").target().response(api.workspace(), PrintOptions.DEFAULT);
    decoder.decode(new byte[0], 0, 0);
    assertThat(decoder.contentType()).isEqualTo("application/octet-stream");
    assertThat(decoder.length()).isZero();
  }

  @Test
  void method_ofHttpBody_saysSo() {
    assertThat(api.find("POST /v1/raw").target().rawRequest()).isTrue();
    assertThat(api.find("POST /v1/raw").target().rawResponse()).isTrue();
    assertThat(api.find("POST /v1/files/x").target().rawRequest()).isTrue();
    assertThat(api.find("POST /v1/files/x").target().rawResponse()).isTrue();
    assertThat(api.find("POST /v1/things").target().rawRequest()).isFalse();
    assertThat(api.find("POST /v1/things").target().rawResponse()).isFalse();
    // an HttpBody somewhere inside of a JSON body is a message like any other
    api.assertAccepted(
        "POST /v1/things",
        "{\"file\":{\"contentType\":\"t\",\"data\":\"AA\"}}",
        "file { content_type: \"t\" data: \"\\000\" }");
  }

  // --- types of JSON bodies

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-",
        "''",
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json ; charset=UTF-8",
        "application/merge-patch+json",
        "application/vnd.api+json; a=b"
      })
  void post_jsonOfAJsonType_isTaken(@Nullable String type) {
    assertThat(api.accepted("POST /v1/things", type, utf8("{\"i32\":1}")))
        .isEqualTo(TestApi.text("things.Thing", "i32: 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "text/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/grpc",
    "application/jsonx",
    "json",
    "image/x+json"
  })
  void post_jsonOfAnotherType_isRefused(String type) {
    assertThat(api.refused("POST /v1/things", type, utf8("{}")))
        .isEqualTo(
            "415 found a body of type \"%s\", expected application/json"
                .formatted(type.replaceFirst(";.*", "")));
  }

  @Test
  void post_nothingOfAnotherType_isTaken() {
    assertThat(api.accepted("POST /v1/things/a", "text/plain", new byte[0]))
        .isEqualTo(TestApi.text("things.Thing", "name: \"a\""));
  }
}
