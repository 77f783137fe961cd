package bluehub.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** nginx's own errors have the gateway's form: google.rpc.Status as JSON. */
@Timeout(60)
class ErrorsTest {
  private static final String HOST = "Host: front.test\r\n";

  @TempDir Path folder;

  @Test
  void bodyLargerThanTheLimit_is413() throws Exception {
    refused("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 6000000\r\n\r\n", 413, 8);
  }

  @Test
  void headersLargerThanTheBuffers_are431() throws Exception {
    refused("GET / HTTP/1.1\r\n" + HOST + "Cookie: " + "c".repeat(21_000) + "\r\n\r\n", 431, 3);
  }

  @Test
  void requestLineLongerThanTheBuffer_is414() throws Exception {
    refused("GET /" + "u".repeat(21_000) + " HTTP/1.1\r\n" + HOST + "\r\n", 414, 3);
  }

  @Test
  void badEscapeInThePath_is400() throws Exception {
    refused("GET /%zz HTTP/1.1\r\n" + HOST + "\r\n", 400, 3);
  }

  @Test
  void requestWithoutHost_is400() throws Exception {
    refused("GET / HTTP/1.1\r\n\r\n", 400, 3);
  }

  @Test
  void twoLengths_are400() throws Exception {
    refused(
        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, 3);
  }

  @Test
  void lengthAndChunked_are400() throws Exception {
    refused(
        "POST / HTTP/1.1\r\n"
            + HOST
            + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        3);
  }

  @Test
  void trace_is405() throws Exception {
    refused("TRACE / HTTP/1.1\r\n" + HOST + "\r\n", 405, 12);
  }

  @Test
  void unknownTransferEncoding_is501() throws Exception {
    refused("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n\r\n", 501, 12);
  }

  @Test
  void errorPagesPath_fromOutside_is404() throws Exception {
    refused("GET /nginx/error/503 HTTP/1.1\r\n" + HOST + "\r\n", 404, 5);
  }

  @Test
  void bodyUpToTheGatewaysLimit_goesToTheGateway() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("taken"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      String body = "b".repeat((4 << 20) + 1000);
      Response response =
          Client.raw(
              nginx.port(),
              "POST / HTTP/1.1\r\n"
                  + HOST
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      assertThat(response.body()).isEqualTo("taken");
    }
  }

  @Test
  void headersUpToTheGatewaysLimit_goToTheGateway() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("taken"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Response response =
          Client.get(nginx.port(), "/" + "u".repeat(18_000), "Cookie: " + "c".repeat(18_000));
      assertThat(response.body()).isEqualTo("taken");
    }
  }

  @Test
  void gatewaysOwnErrors_areLeftAlone() throws Exception {
    Gateway.Answer error =
        (head, in, out) -> {
          out.write(
              "HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\nmine"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          out.flush();
        };
    try (Gateway gateway = new Gateway(0, error);
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Response response = Client.get(nginx.port(), "/");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("mine");
    }
  }

  @Test
  void gatewayThatIsDown_is503UntilItIsBack() throws Exception {
    int port = FreePort.find();
    try (Nginx nginx = Nginx.start(folder, port)) {
      Response down = Client.get(nginx.port(), "/");
      assertError(down, 503, 14);
      assertThat(down.values("Retry-After")).containsExactly("1");

      try (Gateway gateway = new Gateway(port, Gateway.text("back"))) {
        assertThat(gateway.port()).isEqualTo(port);
        assertThat(Client.get(nginx.port(), "/").body()).isEqualTo("back");
      }
    }
  }

  @Test
  void gatewayThatClosesWithoutAnAnswer_is503() throws Exception {
    Gateway.Answer none =
        (head, in, out) -> {
          throw new IOException("no answer");
        };
    try (Gateway gateway = new Gateway(0, none);
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      assertError(Client.get(nginx.port(), "/"), 503, 14);
    }
  }

  @Test
  void gatewayThatForgetsARequest_is504() throws Exception {
    Gateway.Answer silence = (head, in, out) -> in.read();
    try (Gateway gateway = new Gateway(0, silence);
        Nginx nginx =
            Nginx.start(
                folder,
                gateway.port(),
                conf -> conf.replace("proxy_read_timeout 300s", "proxy_read_timeout 100ms"))) {
      assertError(Client.get(nginx.port(), "/"), 504, 4);
    }
  }

  private void refused(String request, int status, int code) throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("not refused"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      assertError(Client.raw(nginx.port(), request), status, code);
      assertThat(gateway.requests()).isEmpty();
    }
  }

  private static void assertError(Response response, int status, int code) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.values("Content-Type")).containsExactly("application/json");
    assertThat(response.values("X-Request-Id")).hasSize(1);
    assertThat(response.json().keySet()).containsExactly("code", "message", "details");
    assertThat(response.json().get("code").getAsInt()).isEqualTo(code);
    assertThat(response.json().get("message").getAsString()).isNotEmpty();
    assertThat(response.json().get("details").getAsJsonArray()).isEmpty();
  }
}
