package bluehub.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The access log: one line of JSON per request, without what is secret and without the probes. */
@Timeout(60)
class AccessLogTest {
  @TempDir Path folder;

  @Test
  void request_isOneLineOfJson() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Client.get(
          nginx.port(),
          "/v1/\u00e9?access_token=secret",
          "X-Request-Id: id-1",
          "User-Agent: a \"b\"\t\\");

      JsonObject line = JsonParser.parseString(nginx.logLine()).getAsJsonObject();
      assertThat(line.get("request_id").getAsString()).isEqualTo("id-1");
      assertThat(line.get("method").getAsString()).isEqualTo("GET");
      assertThat(line.get("path").getAsString()).startsWith("/v1/");
      assertThat(line.get("status").getAsInt()).isEqualTo(200);
      assertThat(line.get("seconds").getAsDouble()).isNotNegative();
      assertThat(line.get("upstream").getAsString()).isEqualTo("127.0.0.1:" + gateway.port());
      assertThat(line.get("upstream_status").getAsString()).isEqualTo("200");
      assertThat(line.get("user_agent").getAsString()).isEqualTo("a \"b\"\t\\");
      assertThat(line.toString()).doesNotContain("secret");
    }
  }

  @Test
  void refusedRequest_keepsItsMethodAndPath() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Client.raw(
          nginx.port(),
          "POST /big HTTP/1.1\r\nHost: front.test\r\nContent-Length: 6000000\r\n\r\n");

      JsonObject line = JsonParser.parseString(nginx.logLine()).getAsJsonObject();
      assertThat(line.get("method").getAsString()).isEqualTo("POST");
      assertThat(line.get("path").getAsString()).isEqualTo("/big");
      assertThat(line.get("status").getAsInt()).isEqualTo(413);
      assertThat(line.get("upstream_status").getAsString()).isEmpty();
    }
  }

  @Test
  void probe_isNotLogged() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Client.get(nginx.port(), "/nginx/health/live");
      Client.get(nginx.port(), "/nginx/health/ready");
      Client.get(nginx.port(), "/logged");

      assertThat(nginx.logLine()).contains("/logged");
    }
  }
}
