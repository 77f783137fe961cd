package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as a {@code google.api.HttpBody}, whole and as a stream, with any content type and
 * query: a line of each, then the body; {@code -} is none. Its message is what the query alone
 * gives, and the bytes. Any bytes as the wire of an answer: its bytes and type are those of the
 * message that protobuf's own parser makes of it.
 */
public final class RawFuzz {
  private static final TestApi API = new TestApi();
  private static final List<String> LINES =
      List.of("POST /v1/raw", "POST /v1/files/x", "POST /v1/picked/x");

  private RawFuzz() {}

  /** A request's head: what comes with the raw bytes. */
  private record Head(
      RouteMatch.Found<CompiledMethod> found, @Nullable String query, @Nullable String type) {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzInput.choice(input, List.of(0, 1, 2, 3, 4, 5));
    RouteMatch.Found<CompiledMethod> found = API.find(LINES.get(choice % LINES.size()));
    byte[] rest = FuzzInput.rest(input);
    if (choice >= LINES.size()) {
      answer(found, rest);
      return;
    }
    String type = line(rest, 0);
    String query = line(rest, 1);
    int from = Math.min(rest.length, lineEnd(rest, 1) + 1);
    Head head = new Head(found, query.equals("-") ? null : query, type.equals("-") ? null : type);
    request(head, Arrays.copyOfRange(rest, from, rest.length), FuzzInput.cuts(input, 99));
  }

  private static int lineEnd(byte[] bytes, int line) {
    int at = -1;
    for (int i = 0; i <= line; i++) {
      at++;
      while (at < bytes.length && bytes[at] != '\n') {
        at++;
      }
    }
    return Math.min(at, bytes.length);
  }

  private static String line(byte[] bytes, int line) {
    int start = line == 0 ? 0 : Math.min(bytes.length, lineEnd(bytes, line - 1) + 1);
    return new String(bytes, start, lineEnd(bytes, line) - start, StandardCharsets.UTF_8);
  }

  // --- requests

  private static void request(Head head, byte[] body, int[] somewhere) {
    int[] cuts = Arrays.stream(somewhere).filter(cut -> cut <= body.length).toArray();
    Outcome alone = send(new Head(head.found, head.query, null), new byte[0]);
    Outcome whole = send(head, body);
    FuzzInput.same(whole, send(head, body, cuts), "in pieces");
    FuzzInput.same(whole, send(head, body, FuzzInput.everyByte(body.length)), "byte by byte");
    Descriptor input = head.found.target().binding().rpc().getInputType();
    boolean raw = head.type != null || body.length > 0;
    if (alone.wire() == null || (raw && isPickTaken(head, alone))) {
      FuzzInput.same(true, whole.wire() == null, "refused for its query");
      return;
    }
    FuzzInput.same(expected(head, alone, head.type, body, raw), message(input, whole), "as it is");
    stream(head, body, cuts, alone);
  }

  /** Whether the query sets another member of the oneof that the body belongs to. */
  private static boolean isPickTaken(Head head, Outcome alone) {
    HttpBinding binding = head.found.target().binding();
    Descriptor input = binding.rpc().getInputType();
    return binding.body().equals("picked")
        && message(input, alone).hasField(input.findFieldByName("other"));
  }

  private static DynamicMessage message(Descriptor type, Outcome outcome) {
    if (outcome.wire() == null) {
      throw new AssertionError("refused: " + outcome.fault());
    }
    return TestApi.parse(type.getFullName(), outcome.wire().toByteArray());
  }

  private static DynamicMessage expected(
      Head head, Outcome alone, @Nullable String type, byte[] data, boolean raw) {
    Descriptor input = head.found.target().binding().rpc().getInputType();
    DynamicMessage base = message(input, alone);
    if (!raw) {
      return base;
    }
    Descriptor body = TestApi.message("google.api.HttpBody");
    DynamicMessage.Builder file =
        DynamicMessage.newBuilder(body)
            .setField(body.findFieldByName("data"), ByteString.copyFrom(data));
    if (type != null) {
      file.setField(body.findFieldByName("content_type"), type);
    }
    String field = head.found.target().binding().body();
    return field.equals("*")
        ? file.build()
        : base.toBuilder().setField(input.findFieldByName(field), file.build()).build();
  }

  private static Outcome send(Head head, byte[] body, int... cuts) {
    try (RequestEncoder encoder =
        head.found.target().request(API.workspace(), head.found, head.query, head.type)) {
      FuzzInput.write(body, cuts, encoder::write);
      return new Outcome(ByteString.copyFrom(encoder.finish()), "");
    } catch (RequestFault fault) {
      return Outcome.of(fault);
    }
  }

  /** Each piece is a message; the first has what the head says. */
  private static void stream(Head head, byte[] body, int[] cuts, Outcome alone) {
    CompiledMethod method = head.found.target();
    Descriptor input = method.binding().rpc().getInputType();
    List<DynamicMessage> messages = new ArrayList<>();
    List<byte[]> pieces = new ArrayList<>();
    try (RequestStream stream =
        method.requests(
            API.workspace(),
            head.found,
            head.query,
            head.type,
            StreamFormat.NDJSON,
            wire -> messages.add(TestApi.parse(input.getFullName(), wire)))) {
      FuzzInput.write(
          body,
          cuts,
          (bytes, offset, length) -> {
            if (length > 0) {
              pieces.add(Arrays.copyOfRange(bytes, offset, offset + length));
            }
            stream.write(bytes, offset, length);
          });
      stream.finish();
    }
    if (pieces.isEmpty()) {
      pieces.add(body);
    }
    FuzzInput.same(pieces.size(), messages.size(), "a message for each piece");
    Outcome nothing = new Outcome(ByteString.EMPTY, "");
    for (int i = 0; i < pieces.size(); i++) {
      boolean first = i == 0;
      boolean raw = pieces.get(i).length > 0 || head.type != null;
      DynamicMessage expected =
          expected(head, first ? alone : nothing, first ? head.type : null, pieces.get(i), raw);
      FuzzInput.same(expected, messages.get(i), "piece " + i);
    }
  }

  // --- answers

  private static void answer(RouteMatch.Found<CompiledMethod> found, byte[] wire) {
    Descriptor output = found.target().binding().rpc().getOutputType();
    DynamicMessage message;
    try {
      message = DynamicMessage.parseFrom(output, wire);
    } catch (InvalidProtocolBufferException e) {
      message = null;
    }
    ResponseDecoder decoder = found.target().response(API.workspace(), PrintOptions.DEFAULT);
    try {
      decoder.decode(wire, 0, wire.length);
    } catch (WireException e) {
      if (message != null && !WireFuzz.isStricter(String.valueOf(e.getMessage()))) {
        throw new AssertionError("refused though protobuf reads it", e);
      }
      return;
    }
    if (message == null) {
      // a type that is no UTF-8, or what nobody asks for
      return;
    }
    String field = found.target().binding().responseBody();
    DynamicMessage body =
        field.isEmpty()
            ? message
            : (DynamicMessage) message.getField(output.findFieldByName(field));
    Descriptor raw = body.getDescriptorForType();
    Object type = body.getField(raw.findFieldByName("content_type"));
    FuzzInput.same(
        type.equals("") ? "application/octet-stream" : type, decoder.contentType(), "its type");
    FuzzInput.same(
        body.getField(raw.findFieldByName("data")),
        ByteString.copyFrom(decoder.array(), 0, decoder.length()),
        "its bytes");
  }
}
