package bluehub.transcoder;

import bluehub.transcoder.codec.AnswerField;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.RequestShape;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.codec.ResponseShape;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.StreamEncoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.Captures;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP binding of one RPC, ready for requests. Immutable and thread-safe. */
public final class CompiledMethod {
  private static final String[] NO_VARIABLES = new String[0];

  private final HttpBinding binding;
  private final String rpc;
  private final RequestShape request;
  private final ResponseShape response;
  private final StatusEncoder statuses;
  private final PrintOptions print;

  CompiledMethod(
      HttpBinding binding, TypeTable types, StatusEncoder statuses, MethodOptions options) {
    this.binding = binding;
    this.statuses = statuses;
    print = options.print();
    rpc = binding.rpcName();
    List<List<String>> variables =
        binding.template().variables().stream().map(Variable::names).toList();
    request =
        new RequestShape(
            types,
            binding.rpc().getInputType().getFullName(),
            variables,
            binding.body(),
            binding.httpMethod().equals("PATCH"),
            options.parse());
    response =
        new ResponseShape(
            types,
            binding.rpc().getOutputType().getFullName(),
            binding.responseBody(),
            options.maxAnswerDepth());
  }

  /** What it was made of: the RPC's descriptor, the path and the fields of the rule. */
  public HttpBinding binding() {
    return binding;
  }

  /** {@code package.Service/Method}: gRPC's path without the slash that it begins with. */
  public String rpc() {
    return rpc;
  }

  /** The HTTP method as declared; {@code *} for every method. */
  public String httpMethod() {
    return binding.httpMethod();
  }

  /** The path template as declared. */
  public String template() {
    return binding.template().toString();
  }

  /** Whether the RPC takes a stream of requests. */
  public boolean clientStreaming() {
    return binding.rpc().isClientStreaming();
  }

  /** Whether the RPC answers with a stream. */
  public boolean serverStreaming() {
    return binding.rpc().isServerStreaming();
  }

  /** Whether the RPC is declared to do no harm when it is called twice (idempotency_level). */
  public boolean idempotent() {
    return binding.rpc().getOptions().getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
  }

  /** Whether the rule has a body. */
  public boolean takesBody() {
    return request.takesBody();
  }

  /** Whether the body is a {@code google.api.HttpBody}: raw bytes of any type. */
  public boolean rawRequest() {
    return request.takesRawBody();
  }

  /** Whether the answer is a {@code google.api.HttpBody}: raw bytes with a type of their own. */
  public boolean rawResponse() {
    return response.isRaw();
  }

  /**
   * Begins to encode a request. Close the encoder when its bytes were taken.
   *
   * @param found what {@link CompiledApi#match}, or another table of routes, answered
   * @param rawQuery the query as it came, without its question mark, or null
   * @param contentType as the request's header says, or null
   * @throws RequestFault for a query that the method does not take
   */
  public RequestEncoder request(
      Workspace workspace,
      RouteMatch.Found<?> found,
      @Nullable String rawQuery,
      @Nullable String contentType) {
    RequestEncoder encoder = workspace.encoder();
    try {
      return encoder.begin(request, values(found.captures()), rawQuery, contentType, print);
    } catch (RequestFault fault) {
      encoder.close();
      throw fault;
    }
  }

  private static String[] values(Captures captures) {
    if (captures.size() == 0) {
      return NO_VARIABLES;
    }
    String[] values = new String[captures.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = captures.value(i);
    }
    return values;
  }

  /**
   * Begins to encode a stream of requests, for an RPC that {@linkplain #clientStreaming takes one}
   * and a rule that {@linkplain #takesBody has a body}. Without a body there is one message, that
   * of {@link #request}. Close the stream when it has ended.
   *
   * @param found what {@link CompiledApi#match}, or another table of routes, answered
   * @param format how the messages lie in the body: {@link StreamFormat#JSON_ARRAY} or {@link
   *     StreamFormat#NDJSON}; of no meaning for a raw body
   * @param messages takes the wire bytes of each message as soon as its text is there
   * @throws RequestFault for a query that the method does not take
   */
  public RequestStream requests(
      Workspace workspace,
      RouteMatch.Found<?> found,
      @Nullable String rawQuery,
      @Nullable String contentType,
      StreamFormat format,
      Consumer<byte[]> messages) {
    return new RequestStream(
        workspace.encoder(),
        request,
        values(found.captures()),
        rawQuery,
        contentType,
        print,
        format,
        messages);
  }

  /** How answers are printed where the request does not say otherwise. */
  public PrintOptions print() {
    return print;
  }

  /**
   * Decodes answers one by one; the decoder is the workspace's, and each use of it ends the last.
   */
  public ResponseDecoder response(Workspace workspace, PrintOptions print) {
    return workspace.decoder().begin(response, print);
  }

  /**
   * One field of the answers, to be read from their wire bytes.
   *
   * @param fieldPath names joined by dots, from the output message on
   * @throws IllegalArgumentException when there is no such field that can be a part of a path; the
   *     message says what was found
   */
  public AnswerField answerField(String fieldPath) {
    return response.field(fieldPath);
  }

  /**
   * Begins the body of a server stream; the encoder is the caller's. Not for {@linkplain
   * #rawResponse raw answers}, whose bytes follow each other as {@link #response} decodes them.
   */
  public StreamEncoder stream(StreamFormat format, PrintOptions print) {
    return new StreamEncoder(response, format, print, statuses);
  }

  /** The RPC and its rule. */
  @Override
  public String toString() {
    return rpc + " " + binding.rule();
  }
}
