package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.fault.RequestFault;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request of a vector: which message, what the path sets, and where the body goes. */
final class VectorRequest {
  private final VectorSchema schema;
  private final String type;
  private final RequestShape shape;
  private final String[] variables;
  private final @Nullable String query;

  /**
   * @param bindings pairs of a field path and a value, which are taken as the path's variables
   * @param body as in a rule: empty, {@code *}, or a field
   */
  VectorRequest(
      VectorSchema schema,
      String type,
      List<JsonNode> bindings,
      String body,
      @Nullable String query,
      ParseOptions options) {
    this.schema = schema;
    this.type = type;
    this.query = query;
    shape =
        new RequestShape(
            schema.types,
            type,
            bindings.stream().map(pair -> schema.names(type, pair.get(0).asString())).toList(),
            body,
            false,
            options);
    variables = bindings.stream().map(pair -> pair.get(1).asString()).toArray(String[]::new);
  }

  /** The message that a body becomes, whole and in any pieces. */
  DynamicMessage message(String body) throws InvalidProtocolBufferException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] whole = unary(bytes);
    for (int[] cuts : splits(bytes.length).toList()) {
      assertThat(unary(bytes, cuts)).as("cut at %s", Arrays.toString(cuts)).isEqualTo(whole);
    }
    return schema.parse(type, whole);
  }

  private byte[] unary(byte[] body, int... cuts) {
    try (RequestEncoder encoder = new RequestEncoder(e -> {})) {
      encoder.begin(shape, variables, query, null, PrintOptions.DEFAULT);
      write(body, cuts, encoder::write);
      return encoder.finish();
    }
  }

  /** The messages that the body of a stream becomes, whole and in any pieces. */
  List<DynamicMessage> messages(String body) throws InvalidProtocolBufferException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<ByteString> whole = stream(bytes);
    for (int[] cuts : splits(bytes.length).toList()) {
      assertThat(stream(bytes, cuts)).as("cut at %s", Arrays.toString(cuts)).isEqualTo(whole);
    }
    List<DynamicMessage> messages = new ArrayList<>();
    for (ByteString wire : whole) {
      messages.add(schema.parse(type, wire.toByteArray()));
    }
    return messages;
  }

  private List<ByteString> stream(byte[] body, int... cuts) {
    List<ByteString> messages = new ArrayList<>();
    try (RequestStream stream =
        new RequestStream(
            new RequestEncoder(e -> {}),
            shape,
            variables,
            query,
            null,
            PrintOptions.DEFAULT,
            StreamFormat.JSON_ARRAY,
            wire -> messages.add(ByteString.copyFrom(wire)))) {
      write(body, cuts, stream::write);
      stream.finish();
    }
    return messages;
  }

  /** Asserts that a body is refused with 400, with the same words in any pieces. */
  void refuses(String body, boolean streaming) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String fault = fault(bytes, streaming);
    assertThat(fault).startsWith("400 ");
    for (int[] cuts : splits(bytes.length).toList()) {
      assertThat(fault(bytes, streaming, cuts)).isEqualTo(fault);
    }
  }

  private String fault(byte[] body, boolean streaming, int... cuts) {
    try {
      if (streaming) {
        return "taken: " + stream(body, cuts);
      }
      return "taken: " + Arrays.toString(unary(body, cuts));
    } catch (RequestFault fault) {
      return fault.httpStatus() + " " + fault.getMessage();
    }
  }

  private interface Writer {
    void write(byte[] bytes, int offset, int length);
  }

  private static void write(byte[] body, int[] cuts, Writer writer) {
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : body.length;
      byte[] piece = Arrays.copyOfRange(body, from, to);
      writer.write(piece, 0, piece.length);
      Arrays.fill(piece, (byte) '#');
      from = to;
    }
  }

  /** Every cut in two, some in up to five, and byte by byte; of a long text some of each. */
  private static Stream<int[]> splits(int length) {
    Random random = new Random(length);
    Stream<int[]> two =
        length <= 500
            ? IntStream.rangeClosed(0, length).mapToObj(cut -> new int[] {cut})
            : random.ints(50, 0, length + 1).mapToObj(cut -> new int[] {cut});
    Stream<int[]> more =
        IntStream.range(0, 50)
            .mapToObj(i -> random.ints(2 + i % 4, 0, length + 1).sorted().toArray());
    return Stream.of(two, more, Stream.of(IntStream.range(0, length).toArray()))
        .flatMap(splits -> splits);
  }
}
