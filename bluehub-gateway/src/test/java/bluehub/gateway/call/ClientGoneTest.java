package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.fixture.TestService.Behaviour;
import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that goes away cancels its call, whatever the call is at (rule 26). */
class ClientGoneTest {
  private static final String LINES =
      " HTTP/1.1\nHost: a\nContent-Type: application/x-ndjson\nTransfer-Encoding: chunked\n\n";
  private static final String PIECE = "3\r\n{}\n\r\n";
  private static final String LAST = "0\r\n\r\n";
  private static final StringValue TEXT = StringValue.of("a");

  @TempDir private static Path folder;

  private static String schema;

  @BeforeAll
  static void compile() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
  }

  /** Where a call may be when its client leaves. */
  @SuppressWarnings("ImmutableEnumChecker") // A behaviour is a method of this class.
  enum Phase {
    COLLECT_BEFORE_THE_BODY("/v1/collect/x", "", ServedCall::awaitCancelled, false),
    COLLECT_IN_A_MESSAGE("/v1/collect/x", "1\r\n{\r\n", ServedCall::awaitCancelled, false),
    COLLECT_BETWEEN_MESSAGES("/v1/collect/x", PIECE, Phase::takeOne, false),
    COLLECT_AFTER_THE_BODY("/v1/collect/x", PIECE + LAST, Phase::takeAll, false),
    TALK_BEFORE_ANYTHING("/v1/talk/x", "", ServedCall::awaitCancelled, false),
    TALK_BETWEEN_MESSAGES("/v1/talk/x", PIECE, Phase::answerOne, true),
    TALK_AFTER_THE_BODY("/v1/talk/x", PIECE + LAST, Phase::answerAll, true),
    UPLOAD_BETWEEN_PIECES("/v1/upload", PIECE, Phase::takeOne, false),
    PIPE_BETWEEN_PIECES("/v1/pipe", PIECE, Phase::answerOne, true),
    PIPE_THAT_NOBODY_READS("/v1/pipe", PIECE, Phase::flood, true);

    final String path;
    final String sent;
    final Behaviour behaviour;
    final boolean answers;

    Phase(String path, String sent, Behaviour behaviour, boolean answers) {
      this.path = path;
      this.sent = sent;
      this.behaviour = behaviour;
      this.answers = answers;
    }

    private static void takeOne(ServedCall call) throws Exception {
      call.take();
      call.awaitCancelled();
    }

    private static void takeAll(ServedCall call) throws Exception {
      while (call.take() != null) {
        // On to the end.
      }
      call.awaitCancelled();
    }

    private static void answerOne(ServedCall call) throws Exception {
      call.take();
      call.send(TEXT);
      call.awaitCancelled();
    }

    private static void answerAll(ServedCall call) throws Exception {
      while (call.take() != null) {
        call.send(TEXT);
      }
      call.awaitCancelled();
    }

    private static void flood(ServedCall call) throws Exception {
      HttpBody piece =
          HttpBody.newBuilder().setData(ByteString.copyFrom(new byte[32 * 1024])).build();
      do {
        call.send(piece);
      } while (call.ready());
      call.awaitCancelled();
    }
  }

  private static ServedCall reach(Phase phase, TestService service, RawClient client)
      throws Exception {
    service.streaming(phase.behaviour);
    client.send("POST " + phase.path + LINES).sendExactly(phase.sent);
    ServedCall call = service.takeCall();
    if (phase.answers && phase != Phase.PIPE_THAT_NOBODY_READS) {
      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    }
    return call;
  }

  @ParameterizedTest
  @EnumSource
  void client_thatCloses_cancelsItsCall(Phase phase) throws Exception {
    try (TestService service = new TestService();
        Gateway gateway = new Gateway(service.port(), schema)) {
      ServedCall call;
      try (RawClient client = gateway.connect()) {
        call = reach(phase, service, client);
      }
      call.awaitCancelled();
      assertThat(gateway.takeRecord().httpStatus()).isEqualTo(499);
      assertThat(gateway.inFlight()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void client_thatResets_cancelsItsCall(Phase phase) throws Exception {
    try (TestService service = new TestService();
        Gateway gateway = new Gateway(service.port(), schema);
        RawClient client = gateway.connect()) {
      ServedCall call = reach(phase, service, client);
      client.reset();
      call.awaitCancelled();
      assertThat(gateway.takeRecord().httpStatus()).isEqualTo(499);
      assertThat(gateway.inFlight()).isZero();
    }
  }
}
