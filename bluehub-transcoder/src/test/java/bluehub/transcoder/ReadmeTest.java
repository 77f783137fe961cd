package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.Schema;
import com.google.api.AnnotationsProto;
import com.google.api.HttpProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the module's README, run. */
class ReadmeTest {
  private static final String PROTO =
      """
      syntax = "proto3";
      package greet;
      import "google/api/annotations.proto";
      message Hello { string name = 1; int32 page_size = 2; }
      service Greeter {
        rpc SayHello(Hello) returns (Hello) {
          option (google.api.http) = { get: "/v1/example/sayhello/{name}" };
        }
      }
      """;

  @TempDir Path folder;
  private Path descriptorSet = Path.of("");
  private String sent = "";

  @BeforeEach
  void write() throws IOException {
    descriptorSet = folder.resolve("api.binpb");
    Files.write(
        descriptorSet,
        FileDescriptorSet.newBuilder()
            .addFile(AnnotationsProto.getDescriptor().toProto())
            .addFile(HttpProto.getDescriptor().toProto())
            .addFile(ProtoSource.parse("greet.proto", PROTO))
            .build()
            .toByteArray());
  }

  private void serve(
      String httpMethod, String rawPath, @Nullable String rawQuery, @Nullable String contentType)
      throws IOException, SchemaException {
    byte[] body = new byte[0];
    // --- README
    // Once. The descriptor set is what `protoc --include_imports --descriptor_set_out` writes,
    // or `buf build`.
    Schema schema = Schema.parse(Files.readAllBytes(descriptorSet));
    CompiledApi api = ApiCompiler.compile(schema, ApiOptions.defaults());

    // Once for each thread that transcodes.
    Workspace workspace = new Workspace();

    // For each request: find the method, encode, call, decode.
    try {
      switch (api.match(httpMethod, rawPath)) { // "GET", "/v1/example/sayhello/hirasawa"
        case RouteMatch.Found<CompiledMethod> found -> {
          CompiledMethod method = found.target();
          byte[] message;
          PrintOptions print;
          try (RequestEncoder request = method.request(workspace, found, rawQuery, contentType)) {
            request.write(body, 0, body.length); // as often as pieces of the body come
            message = request.finish(); // the input message on the wire
            print = request.print(); // what $alt and $prettyPrint ask for
          }
          byte[] answer = call(method.rpc(), message); // yours: any gRPC client that takes bytes
          ResponseDecoder response = method.response(workspace, print);
          response.decode(answer, 0, answer.length);
          send(200, response.contentType(), response.array(), response.length());
        }
        case RouteMatch.WrongMethod<CompiledMethod> wrong -> send(405, "Allow", wrong.allowed());
        case RouteMatch.Unknown<CompiledMethod> _ -> send(404);
      }
    } catch (RequestFault fault) { // the client's fault, with code, field and place
      send(fault.httpStatus(), api.status().contentType(), api.status().encode(fault));
    }
    // --- README
  }

  /** A service that answers what it was asked. */
  private static byte[] call(String rpc, byte[] message) {
    assertThat(rpc).isEqualTo("greet.Greeter/SayHello");
    return message;
  }

  private void send(int status, String contentType, byte[] array, int length) {
    send(status, contentType, Arrays.copyOf(array, length));
  }

  private void send(int status, String contentType, byte[] body) {
    sent = status + " " + contentType + " " + new String(body, StandardCharsets.UTF_8);
  }

  private void send(int status, String header, List<String> values) {
    sent = status + " " + header + ": " + String.join(", ", values);
  }

  private void send(int status) {
    sent = String.valueOf(status);
  }

  @Test
  void example_itsRequest_isAnswered() throws IOException, SchemaException {
    serve("GET", "/v1/example/sayhello/hirasawa", "pageSize=7", null);
    assertThat(sent).isEqualTo("200 application/json {\"name\":\"hirasawa\",\"pageSize\":7}");
  }

  @Test
  void example_otherRequests_areRefused() throws IOException, SchemaException {
    serve("POST", "/v1/example/sayhello/hirasawa", null, null);
    assertThat(sent).isEqualTo("405 Allow: GET, HEAD");
    serve("GET", "/v1/example", null, null);
    assertThat(sent).isEqualTo("404");
    serve("GET", "/v1/example/sayhello/hirasawa", "pageSize=x", null);
    assertThat(sent).startsWith("400 application/json {\"code\":3,");
  }

  @Test
  void readme_example_isTheCodeThatRunsHere() throws IOException {
    String readme = between(Path.of("README.md"), "```java", "```");
    String code =
        between(
            Path.of("src/test/java/bluehub/transcoder/ReadmeTest.java"),
            "// --- README\n",
            "// --- README\n");
    assertThat(code.replaceAll("\\s+", " ").strip())
        .isEqualTo(readme.replaceAll("\\s+", " ").strip());
  }

  private static String between(Path file, String start, String end) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
