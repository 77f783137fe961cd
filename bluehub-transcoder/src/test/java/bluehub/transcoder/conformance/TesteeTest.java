package bluehub.transcoder.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TesteeTest {
  private static final String PROTO2 = "protobuf_test_messages.proto2.TestAllTypesProto2";
  private static final String PROTO3 = "protobuf_test_messages.proto3.TestAllTypesProto3";
  private static final int PROTOBUF = 1;
  private static final int JSON = 2;
  private static final int JSPB = 3;
  private static final int TEXT = 4;
  private static final int IGNORE_UNKNOWN = 3;

  @Test
  void failureSet_asTheFirstRequest_isAnEmptyPayload() throws Exception {
    assertThat(ask(request(PROTOBUF, "", PROTOBUF, "conformance.FailureSet", 0)))
        .isEqualTo(new Answer(3, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PROTO2,
        PROTO3,
        "protobuf_test_messages.editions.TestAllTypesEdition2023",
        "protobuf_test_messages.editions.proto2.TestAllTypesProto2",
        "protobuf_test_messages.editions.proto3.TestAllTypesProto3"
      })
  void json_ofEachType_becomesWireAndJson(String type) throws Exception {
    String json = "{\"optionalInt32\":7}";
    assertThat(ask(request(JSON, json, PROTOBUF, type, 0))).isEqualTo(new Answer(3, "\b\7"));
    assertThat(ask(request(JSON, json, JSON, type, 0))).isEqualTo(new Answer(4, json));
    assertThat(ask(request(PROTOBUF, "\b\7", JSON, type, 0))).isEqualTo(new Answer(4, json));
  }

  @Test
  void unknownField_asTheCategorySays_isRefusedOrIgnored() throws Exception {
    String json = "{\"optionalInt32\":7,\"neverHeardOf\":[1]}";
    assertThat(ask(request(JSON, json, PROTOBUF, PROTO3, JSON)).number).isEqualTo(1);
    assertThat(ask(request(JSON, json, PROTOBUF, PROTO3, IGNORE_UNKNOWN)))
        .isEqualTo(new Answer(3, "\b\7"));
  }

  @Test
  void payload_thatIsNoMessage_isAParseError() throws Exception {
    assertThat(ask(request(JSON, "{", JSON, PROTO3, 0)).number).isEqualTo(1);
    assertThat(ask(request(PROTOBUF, "\b", JSON, PROTO3, 0)).number).isEqualTo(1);
  }

  @Test
  void message_withoutJson_isASerializeError() throws Exception {
    // optional_duration (301) { nanos: -1 seconds: 1 }: the signs differ
    assertThat(
            ask(request(
                    PROTOBUF,
                    "\u00EA\22\r\b\1\20\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\1",
                    JSON,
                    PROTO3,
                    0))
                .number)
        .isEqualTo(6);
  }

  @Test
  void wire_toWire_goesThroughJson() throws Exception {
    // optional_int32 (1) 7 and then 8; repeated_int32 (31) packed in two pieces
    assertThat(ask(request(PROTOBUF, "\b\7\372\1\1\5\b\b\372\1\1\6", PROTOBUF, PROTO3, 0)))
        .isEqualTo(new Answer(3, "\b\b\372\1\2\5\6"));
    assertThat(ask(request(PROTOBUF, "\b", PROTOBUF, PROTO3, 0)).number).isEqualTo(1);
  }

  @Test
  void unknownFields_fromWireToWire_areSkipped() throws Exception {
    // 1000: 1
    assertThat(ask(request(PROTOBUF, "\300>\1", PROTOBUF, PROTO3, 0)).number).isEqualTo(5);
    // message_set_correct (500): empty
    assertThat(ask(request(PROTOBUF, "\242\37\0", PROTOBUF, PROTO2, 0)).number).isEqualTo(5);
  }

  @Test
  void format_thatTheEngineDoesNotSpeak_isSkipped() throws Exception {
    assertThat(ask(request(JSON, "{}", TEXT, PROTO3, 0)).number).isEqualTo(5);
    assertThat(ask(request(JSON, "{}", JSPB, PROTO3, 0)).number).isEqualTo(5);
    assertThat(ask(request(8, "", JSON, PROTO3, 0)).number).isEqualTo(5);
  }

  @Test
  void request_withoutSense_isARuntimeErrorAndTheNextIsAnswered() throws Exception {
    byte[] garbage = {-1, -1, -1};
    byte[] good = request(JSON, "{}", JSON, PROTO3, 0);
    assertThat(
            serve(
                concat(
                    frame(garbage), frame(request(JSON, "{}", JSON, "no.Type", 0)), frame(good))))
        .extracting(Answer::number)
        .containsExactly(2, 2, 4);
  }

  @Test
  void input_thatEndsInAFrame_saysWhere() {
    byte[] whole = frame(request(JSON, "{}", JSON, PROTO3, 0));
    assertThatThrownBy(() -> serve(Arrays.copyOf(whole, 2)))
        .hasMessage("the input ends after 2 bytes of a length, expected 4");
    assertThatThrownBy(() -> serve(Arrays.copyOf(whole, 9)))
        .hasMessageStartingWith("the input ends after 5 bytes of a request, expected ");
    assertThatThrownBy(() -> serve(new byte[] {-1, -1, -1, -1}))
        .hasMessageStartingWith("found a request's length of 4294967295, expected at most ");
  }

  @Test
  void process_fedByteByByte_answersAndExitsWithTheInput() throws Exception {
    Process process = start();
    try (InputStream in = process.getInputStream()) {
      try (OutputStream out = process.getOutputStream()) {
        for (String type : List.of(PROTO2, PROTO3)) {
          for (byte b : frame(request(JSON, "{\"optionalString\":\"é\"}", JSON, type, 0))) {
            out.write(b);
            out.flush();
          }
          assertThat(read(in)).isEqualTo(new Answer(4, "{\"optionalString\":\"Ã©\"}"));
        }
      }
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void process_fedAnImpossibleLength_exitsWithAReason() throws Exception {
    Path errors = Files.createTempFile("testee", ".err");
    Process process = start(errors);
    try (OutputStream out = process.getOutputStream()) {
      out.write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("pipe"); // it was gone before all was written
    }
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors).content().contains("found a request's length of ");
    Files.delete(errors);
  }

  private static Process start() throws IOException {
    return script().redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Process start(Path errors) throws IOException {
    return script().redirectError(errors.toFile()).start();
  }

  /** The script from another folder than the module's. */
  private static ProcessBuilder script() {
    ProcessBuilder script =
        new ProcessBuilder(Path.of("conformance", "testee").toAbsolutePath().toString());
    return script.directory(Path.of("/").toFile());
  }

  /** A response: the number of its field, and the bytes as Latin-1. */
  private record Answer(int number, String value) {}

  private static Answer ask(byte[] request) throws Exception {
    return serve(frame(request)).getFirst();
  }

  private static List<Answer> serve(byte[] input)
      throws IOException, ProtocolException, SchemaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Testee(new EchoApi(MessageTable.read())).serve(new ByteArrayInputStream(input), out);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    List<Answer> answers = new java.util.ArrayList<>();
    while (in.available() > 0) {
      answers.add(read(in));
    }
    return answers;
  }

  private static Answer read(InputStream in) throws IOException {
    int length = ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] response = in.readNBytes(length);
    assertThat(response).hasSize(length);
    WireReader reader = new WireReader();
    reader.reset(response, 0, length);
    int tag = reader.tag();
    int size = reader.size();
    assertThat(reader.position() + size).isEqualTo(length);
    return new Answer(
        WireType.number(tag),
        new String(response, reader.position(), size, StandardCharsets.ISO_8859_1));
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(4 + message.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A request; a protobuf payload is given as Latin-1, any other as text. */
  private static byte[] request(int input, String payload, int output, String type, int category) {
    WireWriter out = new WireWriter();
    out.tag(WireType.tag(input, WireType.LENGTH_DELIMITED));
    text(
        out,
        payload.getBytes(input == PROTOBUF ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    out.tag(WireType.tag(3, WireType.VARINT));
    out.varint(output);
    out.tag(WireType.tag(4, WireType.LENGTH_DELIMITED));
    text(out, type.getBytes(StandardCharsets.UTF_8));
    out.tag(WireType.tag(5, WireType.VARINT));
    out.varint(category);
    return out.toByteArray();
  }

  private static void text(WireWriter out, byte[] text) {
    out.varint(text.length);
    out.raw(text, 0, text.length);
  }
}
