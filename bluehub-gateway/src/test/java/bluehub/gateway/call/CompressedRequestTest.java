package bluehub.gateway.call;

import static bluehub.gateway.fixture.Bytes.gzip;
import static bluehub.gateway.fixture.Bytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in the gzip coding, whole, damaged and hostile. */
class CompressedRequestTest {
  private static final String ORDER = "{\"orderNumber\":\"7\"}";
  private static final byte[] GZIPPED = gzip(ORDER.getBytes(StandardCharsets.US_ASCII));
  private static final int HEADER = 10;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service =
        new TestService()
            .answering(
                call ->
                    call.reply(
                        OrderCardsResponse.newBuilder()
                            .setOrderNumber(
                                call.request(OrderCardsRequest.parser()).getOrderNumber())
                            .build()));
    gateway = new Gateway(service.port(), "bluehub.http.limits.max-body=100000B");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static String head(String coding, int length) {
    return "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Encoding: "
        + coding
        + "\nContent-Length: "
        + length
        + "\n\n";
  }

  private static Answer post(RawClient client, String coding, byte[] body) {
    return client.send(head(coding, body.length)).sendBytes(body).read();
  }

  private static void assertServed(byte[] body) {
    try (RawClient client = gateway.connect()) {
      Answer answer = post(client, "gzip", body);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(ORDER);
    }
  }

  /** Refused, and the connection goes on. */
  private static void assertRefused(byte[] body, int status) {
    try (RawClient client = gateway.connect()) {
      Answer answer = post(client, "gzip", body);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(post(client, "gzip", GZIPPED).body()).isEqualTo(ORDER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "x-gzip", "identity, gzip"})
  void gzip_isDecoded(String coding) {
    try (RawClient client = gateway.connect()) {
      assertThat(post(client, coding, GZIPPED).body()).isEqualTo(ORDER);
    }
  }

  @Test
  void gzip_byteByByte_isDecoded() {
    try (RawClient client = gateway.connect()) {
      client.send(head("gzip", GZIPPED.length));
      for (byte b : GZIPPED) {
        client.sendBytes(new byte[] {b});
      }
      assertThat(client.read().body()).isEqualTo(ORDER);
    }
  }

  /** RFC 1952 §2.3: extra field, name, comment and a checksum of the header. */
  @Test
  void gzip_withAllOptionalParts_isDecoded() {
    byte[] header = Arrays.copyOf(GZIPPED, HEADER);
    header[3] = 2 | 4 | 8 | 16;
    byte[] rest = Arrays.copyOfRange(GZIPPED, HEADER, GZIPPED.length);

    assertServed(join(header, new byte[] {2, 0, 0, 0, 'n', 0, 'c', 0, 1, 2}, rest));
  }

  @Test
  void gzip_withAnEmptyExtraField_isDecoded() {
    byte[] header = Arrays.copyOf(GZIPPED, HEADER);
    header[3] = 4;

    assertServed(join(header, new byte[2], Arrays.copyOfRange(GZIPPED, HEADER, GZIPPED.length)));
  }

  @Test
  void gzip_ofNoBodyAtAll_isTheEmptyMessage() {
    try (RawClient client = gateway.connect()) {
      assertThat(post(client, "gzip", new byte[0]).body()).isEqualTo("{}");
    }
  }

  @Test
  void gzip_thatGrowsBeyondTheLimit_is413() {
    byte[] spaces = new byte[32 << 20];
    Arrays.fill(spaces, (byte) ' ');
    byte[] bomb = gzip(spaces);
    assertThat(bomb.length).isLessThan(100_000);

    assertRefused(bomb, 413);
  }

  @Test
  void gzip_thatEndsTooEarly_is400() {
    for (int length = 1; length < GZIPPED.length; length++) {
      assertRefused(Arrays.copyOf(GZIPPED, length), 400);
    }
  }

  @Test
  void gzip_withSomethingBehindIt_is400() {
    assertRefused(join(GZIPPED, new byte[] {0}), 400);
    assertRefused(join(GZIPPED, GZIPPED), 400);
  }

  @Test
  void gzip_thatIsDamaged_is400() {
    for (int i : new int[] {0, 1, 2, GZIPPED.length - 1, GZIPPED.length - 8}) {
      byte[] damaged = GZIPPED.clone();
      damaged[i] ^= 0x55;
      assertRefused(damaged, 400);
    }
  }

  @Test
  void gzip_withReservedFlags_is400() {
    byte[] reserved = GZIPPED.clone();
    reserved[3] = (byte) 0x80;

    assertRefused(reserved, 400);
  }

  @Test
  void gzip_ofNoJson_is400() {
    assertRefused(gzip("nonsense".getBytes(StandardCharsets.US_ASCII)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "gzip, br", "gzip\nContent-Encoding: br"})
  void coding_unknown_is415WithWhatIsTaken(String coding) {
    try (RawClient client = gateway.connect()) {
      Answer answer = post(client, coding, GZIPPED);

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("accept-encoding")).isEqualTo("gzip");
      assertThat(post(client, "gzip", GZIPPED).body()).isEqualTo(ORDER);
    }
  }

  @Test
  void coding_unknown_isRefusedBeforeTheBodyIsAskedFor() {
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Encoding: br\n"
              + "Expect: 100-continue\nContent-Length: 9\n\n");

      assertThat(client.read().status()).isEqualTo(415);
    }
  }

  @Test
  void gzip_switchedOff_is415() {
    try (Gateway off = new Gateway(service.port(), "bluehub.http.compression.requests=false");
        RawClient client = off.connect()) {
      Answer answer = post(client, "gzip", GZIPPED);

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("accept-encoding")).isEqualTo("identity");
    }
  }
}
