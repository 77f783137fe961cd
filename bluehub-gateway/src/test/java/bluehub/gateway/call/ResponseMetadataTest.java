package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.upstream.RawMetadata;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMetadataTest {

  private static ResponseHead head(String name, String value) {
    RawMetadata metadata = new RawMetadata(1);
    metadata.add(
        name.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1));
    ResponseHead head = new ResponseHead(200, null);
    ResponseMetadata.addTo(head, metadata);
    return head;
  }

  @ParameterizedTest
  @CsvSource({
    "x-plain, as it is, as it is",
    "x-raw-bin, abc, YWJj",
    "set-cookie, a=b, a=b",
    "x-lines, 'a\r\nb: c', a%0D%0Ab: c",
    "x-latin, 'ä%', %E4%25"
  })
  void addTo_ofEntry_isAHeader(String name, String value, String header) {
    ResponseHead head = head(name, value);

    assertThat(head.size()).isEqualTo(1);
    assertThat(head.name(0)).isEqualTo(name);
    assertThat(head.value(0)).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc-encoding",
        "content-type",
        "content-length",
        "transfer-encoding",
        "connection",
        "date",
        "x-request-id",
        ":status",
        "X-Upper",
        "x\r\ny",
        ""
      })
  void addTo_ofEntryThatIsNotTheClients_isLeftOut(String name) {
    assertThat(head(name, "v").size()).isZero();
  }
}
