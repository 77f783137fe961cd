package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.call.ResponseHead;
import bluehub.gateway.edge.HeadWriter.Connection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
  private final HeadWriter writer = new HeadWriter();

  private String written(ResponseHead head, long length, Connection connection) {
    writer.write(head, length, connection);
    String text = new String(writer.array(), 0, writer.length(), StandardCharsets.ISO_8859_1);
    return text.replaceFirst("date: \\w{3}, \\d{2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "date");
  }

  @Test
  void write_withLength() {
    ResponseHead head = new ResponseHead(200, ResponseHead.JSON).add("a", "1").add("b", "2");

    assertThat(written(head, 7, Connection.UNSAID))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n"
                + "a: 1\r\nb: 2\r\ndate\r\n\r\n");
  }

  @Test
  void write_inChunks_ofAnotherType() {
    assertThat(
            written(
                new ResponseHead(200, "text/event-stream"),
                HeadWriter.CHUNKED_BODY,
                Connection.KEEP_ALIVE))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n"
                + "connection: keep-alive\r\ndate\r\n\r\n");
  }

  @Test
  void write_withoutBody() {
    assertThat(written(new ResponseHead(204, null), HeadWriter.NO_LENGTH, Connection.CLOSE))
        .isEqualTo("HTTP/1.1 204 No Content\r\nconnection: close\r\ndate\r\n\r\n");
  }

  @Test
  void write_statusWithoutARegisteredName() {
    assertThat(written(new ResponseHead(499, null), 0, Connection.UNSAID))
        .startsWith("HTTP/1.1 499 Client Closed Request\r\n");
  }

  @Test
  void write_valueThatWouldEndTheField_isDefused() {
    ResponseHead head = new ResponseHead(200, null).add("a", "1\r\nset-cookie: x\u0000\u0100");

    assertThat(written(head, 0, Connection.UNSAID)).contains("\r\na: 1??set-cookie: x??\r\n");
  }

  @Test
  void write_moreThanItsArrayHolds_grows() {
    String value = "v".repeat(5_000);

    assertThat(written(new ResponseHead(200, null).add("a", value), 0, Connection.UNSAID))
        .contains("a: " + value + "\r\n");
  }
}
