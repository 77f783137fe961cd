package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Certificates;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * h2spec, the conformance tests of HTTP/2, with and without TLS. It was written for RFC 7540; where
 * RFC 9113 is of another mind, or Netty is, the case is among {@link #NETTY}, with the reason.
 */
class H2SpecTest {
  private static final String BINARY = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  private static final Set<String> NETTY =
      Set.of(
          // Netty takes fields behind the end of a request for trailers, and so for a
          // PROTOCOL_ERROR of the stream, where h2spec wants STREAM_CLOSED.
          "half closed (remote): Sends a HEADERS frame",
          // Netty keeps no list of streams that were, so that it cannot tell those that it has
          // reset itself, of which more may come (RFC 9113 §5.1), from those that have ended. It
          // ends the stream, not the connection.
          "closed: Sends a HEADERS frame",
          "Sends stream identifier that is numerically smaller than previous");

  private static TestService service;
  @TempDir private static Path folder;
  private static Path h2spec;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    h2spec = unpack();
    service = new TestService().answering(H2SpecTest::reply);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("x").build());
  }

  /** The archive holds the program as its one entry: a header of 512 bytes, then its bytes. */
  private static Path unpack() throws IOException {
    try (InputStream packed = H2SpecTest.class.getClassLoader().getResourceAsStream(BINARY)) {
      if (packed == null) {
        throw new AssertionError("No " + BINARY + " on the class path");
      }
      try (InputStream tar = new GZIPInputStream(packed)) {
        byte[] header = tar.readNBytes(512);
        String octal = new String(header, 124, 11, StandardCharsets.US_ASCII);
        Path program = folder.resolve("h2spec");
        Files.write(program, tar.readNBytes(Integer.parseInt(octal.strip(), 8)));
        if (!program.toFile().setExecutable(true)) {
          throw new AssertionError("Cannot be made executable: " + program);
        }
        return program;
      }
    }
  }

  @Test
  void clearText_meetsTheSpecification() throws Exception {
    try (Gateway gateway = new Gateway(service.port())) {
      check("plain", gateway.port());
    }
  }

  @Test
  void tls_meetsTheSpecification() throws Exception {
    Certificates certificates = new Certificates();
    DefaultSslBundleRegistry bundles =
        new DefaultSslBundleRegistry("web", certificates.bundle(certificates.issue("h2spec")));
    try (Gateway gateway = new Gateway(bundles, service.port(), "bluehub.http.ssl.bundle=web")) {
      check("tls", gateway.port(), "--tls", "--insecure");
    }
  }

  private static void check(String name, int port, String... more) throws Exception {
    Path report = folder.resolve(name + ".xml");
    List<String> command = new ArrayList<>();
    command.add(h2spec.toString());
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--path", "/v1/example/sayhello/x", "--timeout", "5"));
    command.addAll(List.of("--junit-report", report.toString()));
    command.addAll(List.of(more));
    Path output = folder.resolve(name + ".txt");
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();

    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    Set<String> failed = new TreeSet<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element each = (Element) cases.item(i);
      boolean bad =
          each.getElementsByTagName("failure").getLength() > 0
              || each.getElementsByTagName("error").getLength() > 0;
      if (bad) {
        failed.add(each.getAttribute("classname"));
      }
    }
    assertThat(cases.getLength()).as("cases that h2spec ran").isGreaterThan(140);
    failed.removeAll(NETTY);
    assertThat(failed).as(() -> read(output)).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
