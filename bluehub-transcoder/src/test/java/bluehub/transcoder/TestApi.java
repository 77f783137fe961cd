package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.wire.WireException;
import com.google.api.AnnotationsProto;
import com.google.api.HttpBodyProto;
import com.google.api.HttpProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The API of the tests ({@code things.proto}) as its users see it: requests in HTTP's terms, input
 * messages in protobuf's text format, faults as one line.
 */
public final class TestApi {
  private static final Schema SCHEMA = schema();
  private static final ExtensionRegistry EXTENSIONS = ExtensionRegistry.newInstance();
  private static final Map<String, Descriptor> MESSAGES = new HashMap<>();

  static {
    for (FieldDescriptor extension : SCHEMA.extensions()) {
      if (extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        EXTENSIONS.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
      } else {
        EXTENSIONS.add(extension);
      }
    }
    for (FileDescriptor file : SCHEMA.files()) {
      file.getMessageTypes().forEach(m -> MESSAGES.put(m.getFullName(), m));
    }
  }

  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder().add(MESSAGES.values()).build();

  private static final TextFormat.Parser TEXT =
      TextFormat.Parser.newBuilder().setTypeRegistry(TYPES).build();

  private final CompiledApi api;
  private final Workspace workspace = new Workspace();
  private final Random random = new Random(20);

  public TestApi() {
    this(ApiOptions.defaults());
  }

  public TestApi(ApiOptions options) {
    try {
      api = ApiCompiler.compile(SCHEMA, options);
    } catch (SchemaException e) {
      throw new AssertionError(e);
    }
  }

  private static Schema schema() {
    try {
      return Schema.of(
          FileDescriptorSet.newBuilder()
              .addFile(ProtoSource.resource("things.proto"))
              .addFile(ProtoSource.resource("legacy.proto"))
              .addFile(AnnotationsProto.getDescriptor().toProto())
              .addFile(HttpProto.getDescriptor().toProto())
              .addFile(HttpBodyProto.getDescriptor().toProto())
              .addFile(ErrorDetailsProto.getDescriptor().toProto())
              .addFile(StatusProto.getDescriptor().toProto())
              .build());
    } catch (SchemaException e) {
      throw new AssertionError(e);
    }
  }

  public CompiledApi api() {
    return api;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** All message types, for protobuf's own JSON. */
  public static TypeRegistry types() {
    return TYPES;
  }

  /** All extensions, for protobuf's own parser. */
  public static ExtensionRegistry extensions() {
    return EXTENSIONS.getUnmodifiable();
  }

  public static Descriptor message(String fullName) {
    Descriptor found = MESSAGES.get(fullName);
    if (found == null) {
      throw new AssertionError("no message " + fullName);
    }
    return found;
  }

  /** A message in text format, with Any expanded. */
  public static DynamicMessage text(String fullName, String text) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(message(fullName));
    try {
      TEXT.merge(text, EXTENSIONS, message);
    } catch (TextFormat.ParseException e) {
      throw new AssertionError(text, e);
    }
    return message.buildPartial();
  }

  public static DynamicMessage parse(String fullName, byte[] wire) {
    try {
      return DynamicMessage.newBuilder(message(fullName))
          .mergeFrom(wire, EXTENSIONS)
          .buildPartial();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** What became of a request: the input message's bytes, or the fault. */
  private record Outcome(@Nullable ByteString wire, String fault) {}

  /** The method that answers {@code GET /v1/things?x=y}, whose query is of no matter here. */
  public RouteMatch.Found<CompiledMethod> find(String requestLine) {
    String[] line = requestLine.split(" ", 2);
    int query = line[1].indexOf('?');
    String path = query < 0 ? line[1] : line[1].substring(0, query);
    if (api.match(line[0], path) instanceof RouteMatch.Found<CompiledMethod> found) {
      return found;
    }
    throw new AssertionError("no route for " + requestLine);
  }

  private Outcome encode(String requestLine, @Nullable String type, byte[] body, int... cuts) {
    RouteMatch.Found<CompiledMethod> found = find(requestLine);
    int mark = requestLine.indexOf('?');
    String query = mark < 0 ? null : requestLine.substring(mark + 1);
    try (RequestEncoder encoder = found.target().request(workspace, found, query, type)) {
      int from = 0;
      for (int cut : cuts) {
        write(encoder, body, from, cut);
        from = cut;
      }
      write(encoder, body, from, body.length);
      return new Outcome(ByteString.copyFrom(encoder.finish()), "");
    } catch (RequestFault fault) {
      return new Outcome(null, fault.httpStatus() + " " + fault.getMessage());
    }
  }

  private static void write(RequestEncoder encoder, byte[] body, int from, int to) {
    byte[] piece = Arrays.copyOfRange(body, from, to);
    encoder.write(piece, 0, piece.length);
    Arrays.fill(piece, (byte) '#');
  }

  /** Sends the body whole and in many pieces, which must make no difference. */
  private Outcome sent(String requestLine, @Nullable String type, byte[] body) {
    Outcome whole = encode(requestLine, type, body);
    if (body.length <= 200) {
      for (int cut = 0; cut <= body.length; cut++) {
        same(whole, encode(requestLine, type, body, cut), "cut at " + cut);
      }
    } else {
      for (int round = 0; round < 20; round++) {
        int[] cuts = random.ints(1 + random.nextInt(20), 0, body.length + 1).sorted().toArray();
        same(whole, encode(requestLine, type, body, cuts), "cut at " + Arrays.toString(cuts));
      }
    }
    if (body.length <= 5_000) {
      int[] all = new int[body.length];
      Arrays.setAll(all, i -> i);
      same(whole, encode(requestLine, type, body, all), "byte by byte");
    }
    return whole;
  }

  private static void same(Outcome whole, Outcome pieces, String how) {
    if (!whole.equals(pieces)) {
      throw new AssertionError("%s: %s, expected %s".formatted(how, pieces, whole));
    }
  }

  /** The bytes of the input message that a request becomes. */
  public byte[] wire(String requestLine, @Nullable String type, byte[] body) {
    Outcome outcome = sent(requestLine, type, body);
    if (outcome.wire == null) {
      throw new AssertionError("refused: " + outcome.fault);
    }
    return outcome.wire.toByteArray();
  }

  /** The input message that a request becomes. */
  public DynamicMessage accepted(String requestLine, @Nullable String type, byte[] body) {
    byte[] wire = wire(requestLine, type, body);
    return parse(find(requestLine).target().binding().rpc().getInputType().getFullName(), wire);
  }

  /** Asserts that a request becomes a message, given in text format. */
  public void assertAccepted(String requestLine, String body, String message) {
    DynamicMessage actual = accepted(requestLine, null, body.getBytes(StandardCharsets.UTF_8));
    assertThat(actual).isEqualTo(text(actual.getDescriptorForType().getFullName(), message));
    assertThat(actual.getUnknownFields().asMap()).isEmpty();
  }

  /** The fault of a request that is refused: {@code 400 field: what is wrong (at 1:2)}. */
  public String refused(String requestLine, @Nullable String type, byte[] body) {
    Outcome outcome = sent(requestLine, type, body);
    if (outcome.wire != null) {
      String input = find(requestLine).target().binding().rpc().getInputType().getFullName();
      throw new AssertionError("accepted: " + parse(input, outcome.wire.toByteArray()));
    }
    return outcome.fault;
  }

  public String refused(String requestLine, String body) {
    return refused(requestLine, null, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The JSON of an answer, or {@code wire: what is wrong}. */
  public String answer(String requestLine, byte[] wire, PrintOptions print) {
    ResponseDecoder decoder = find(requestLine).target().response(workspace, print);
    byte[] around = new byte[wire.length + 20];
    Arrays.fill(around, (byte) 9);
    System.arraycopy(wire, 0, around, 10, wire.length);
    try {
      decoder.decode(around, 10, wire.length);
    } catch (WireException e) {
      return "wire: " + e.getMessage();
    }
    return new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8);
  }
}
