package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Certificates;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.settings.OperatorFault;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** TLS by an SSL bundle: protocols, certificates of both sides, reload, and what is no TLS. */
class TlsTest {
  private static final String PATH = "/v1/example/sayhello/x";
  private static final String GET = "GET " + PATH + " HTTP/1.1\nHost: a\n\n";
  private static final String BODY = "{\"message\":\"x\"}";
  private static final String BUNDLE = "bluehub.http.ssl.bundle=web";

  private static final Certificates CERTIFICATES = new Certificates();

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService().answering(TlsTest::reply);
    gateway = gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("x").build());
  }

  private static DefaultSslBundleRegistry bundles() {
    return new DefaultSslBundleRegistry("web", CERTIFICATES.bundle(CERTIFICATES.issue("first")));
  }

  private static Gateway gateway(String... settings) {
    String[] all = new String[settings.length + 1];
    System.arraycopy(settings, 0, all, 0, settings.length);
    all[settings.length] = BUNDLE;
    return new Gateway(bundles(), service.port(), all);
  }

  @ParameterizedTest
  @EnumSource
  void javaClient_isServed(Version version) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(CERTIFICATES.client(null)).version(version).build()) {
      URI uri = URI.create("https://127.0.0.1:" + gateway.port() + PATH);
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

      assertThat(response.version())
          .isEqualTo(version == Version.HTTP_1_1 ? Version.HTTP_1_1 : Version.HTTP_2);
      assertThat(response.body()).isEqualTo(BODY);
    }
  }

  @Test
  void alpn_choosesHttp2First() throws Exception {
    try (SSLSocket socket = CERTIFICATES.connect(gateway.port(), null, "http/1.1", "h2");
        FrameClient client = new FrameClient(socket)) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
      assertThat(client.open().get(1, PATH).answer(1).body()).isEqualTo(BODY);
    }
  }

  @Test
  void withoutAlpn_isHttp1() throws Exception {
    try (SSLSocket socket = CERTIFICATES.connect(gateway.port(), null)) {
      assertThat(new RawClient(socket).send(GET).read().body()).isEqualTo(BODY);
    }
  }

  @Test
  void http2SwitchedOff_isNotOffered() throws Exception {
    try (Gateway old = gateway("bluehub.http.http2.enabled=false");
        SSLSocket socket = CERTIFICATES.connect(old.port(), null, "h2", "http/1.1")) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
      assertThat(new RawClient(socket).send(GET).read().body()).isEqualTo(BODY);
    }
  }

  @Test
  void close_endsTlsInOrder() throws Exception {
    try (SSLSocket socket = CERTIFICATES.connect(gateway.port(), null)) {
      RawClient client = new RawClient(socket);
      client.send("POST /nope HTTP/1.1\nHost: a\nContent-Length: 99999999\n\n");

      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void plainHttp_isToldOfTls() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(GET).read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("https");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void handshake_thatDoesNotComeToItsEnd_isClosed() {
    try (Gateway impatient = gateway("bluehub.http.timeouts.header=50ms");
        RawClient silent = impatient.connect();
        RawClient halfway = impatient.connect()) {
      halfway.sendBytes(new byte[] {22, 3, 1});

      assertThat(silent.closedByServer()).isTrue();
      assertThat(halfway.closedByServer()).isTrue();
    }
  }

  @Test
  void bytes_thatAreNoTls_behindTheHandshake_endTheConnection() throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        SSLSocket socket = CERTIFICATES.over(plain, null, "h2");
        FrameClient client = new FrameClient(socket).open().get(1, PATH)) {
      assertThat(client.answer(1).body()).isEqualTo(BODY);
      plain.getOutputStream().write(new byte[100]);

      client.awaitClosed();
    }
  }

  @Test
  void bothPorts_areServed() throws Exception {
    try (Gateway both = gateway("bluehub.http.ssl.port=0");
        RawClient plain = new RawClient(both.server().port());
        SSLSocket socket = CERTIFICATES.connect(both.server().tlsPort(), null)) {
      assertThat(plain.send(GET).read().body()).isEqualTo(BODY);
      assertThat(new RawClient(socket).send(GET).read().body()).isEqualTo(BODY);
    }
  }

  @Test
  void connections_beyondTheLimit_areClosed() throws Exception {
    try (Gateway small = gateway("bluehub.http.limits.max-connections=1");
        SSLSocket first = CERTIFICATES.connect(small.port(), null)) {
      assertThatThrownBy(() -> CERTIFICATES.connect(small.port(), null))
          .isInstanceOf(IOException.class);
      assertThat(new RawClient(first).send(GET).read().body()).isEqualTo(BODY);
    }
  }

  @Test
  void reload_isForNewConnections_andAnUnusableOneChangesNothing() throws Exception {
    DefaultSslBundleRegistry bundles = bundles();
    try (Gateway own = new Gateway(bundles, service.port(), BUNDLE);
        SSLSocket before = CERTIFICATES.connect(own.port(), null)) {
      assertThat(Certificates.shown(before)).isEqualTo("CN=first");
      bundles.updateBundle("web", CERTIFICATES.bundle(CERTIFICATES.issue("second")));
      try (SSLSocket after = CERTIFICATES.connect(own.port(), null)) {
        assertThat(Certificates.shown(after)).isEqualTo("CN=second");
      }
      bundles.updateBundle("web", SslBundle.of(SslStoreBundle.NONE));
      try (SSLSocket after = CERTIFICATES.connect(own.port(), null)) {
        assertThat(Certificates.shown(after)).isEqualTo("CN=second");
      }
      assertThat(new RawClient(before).send(GET).read().body()).isEqualTo(BODY);
    }
  }

  @Test
  void reload_isWhatSpringSeesOfTheFiles(@TempDir Path folder) {
    write(folder, CERTIFICATES.issue("first"));
    String bundle = "spring.ssl.bundle.pem.web.";
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withPropertyValues(
            bundle + "reload-on-update=true",
            bundle + "keystore.certificate=" + folder.resolve("tls.crt"),
            bundle + "keystore.private-key=" + folder.resolve("tls.key"),
            "spring.ssl.bundle.watch.file.quiet-period=50ms")
        .run(
            context -> {
              SslBundles bundles = context.getBean(SslBundles.class);
              try (Gateway own = new Gateway(bundles, service.port(), BUNDLE)) {
                assertThat(shownBy(own)).isEqualTo("CN=first");
                write(folder, CERTIFICATES.issue("second"));
                await().atMost(Duration.ofMinutes(1)).until(() -> shownBy(own).equals("CN=second"));
              }
            });
  }

  private static String shownBy(Gateway gateway) throws Exception {
    try (SSLSocket socket = CERTIFICATES.connect(gateway.port(), null)) {
      return Certificates.shown(socket);
    }
  }

  private static void write(Path folder, X509Bundle issued) {
    try {
      Files.writeString(folder.resolve("tls.crt"), issued.getCertificatePathPEM());
      Files.writeString(folder.resolve("tls.key"), issued.getPrivateKeyPEM());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void clientCertificate_thatIsNeeded() throws Exception {
    try (Gateway strict = gateway("bluehub.http.ssl.client-auth=need")) {
      try (SSLSocket known = CERTIFICATES.connect(strict.port(), CERTIFICATES.issue("client"))) {
        assertThat(new RawClient(known).send(GET).read().body()).isEqualTo(BODY);
      }
      // The server's no comes behind the client's end of a handshake of TLS 1.3.
      assertThatThrownBy(
              () -> {
                try (SSLSocket unknown = CERTIFICATES.connect(strict.port(), null)) {
                  new RawClient(unknown).send(GET).read();
                }
              })
          .hasMessageContaining("certificate_required");
    }
  }

  @Test
  void clientCertificate_ofAnotherAuthority_isRefused() throws Exception {
    try (Gateway open = gateway("bluehub.http.ssl.client-auth=want")) {
      try (SSLSocket without = CERTIFICATES.connect(open.port(), null)) {
        assertThat(new RawClient(without).send(GET).read().body()).isEqualTo(BODY);
      }
      assertThatThrownBy(
              () -> {
                var stranger = new Certificates().issue("client");
                try (SSLSocket unknown = CERTIFICATES.connect(open.port(), stranger)) {
                  new RawClient(unknown).send(GET).read();
                }
              })
          .hasMessageContaining("unknown");
    }
  }

  @Test
  void unknownBundle_isToldToTheOperator() {
    assertThatThrownBy(
            () -> new Gateway(bundles(), service.port(), "bluehub.http.ssl.bundle=other"))
        .isInstanceOf(OperatorFault.class)
        .hasMessageContaining("The SSL bundle 'other' cannot be used");
  }

  @Test
  void bundleWithoutAKey_isToldToTheOperator() {
    DefaultSslBundleRegistry empty =
        new DefaultSslBundleRegistry("web", SslBundle.of(SslStoreBundle.NONE));

    assertThatThrownBy(() -> new Gateway(empty, service.port(), BUNDLE))
        .isInstanceOf(OperatorFault.class)
        .hasMessageContaining("it has no key");
  }

  @Test
  void drain_namesTheLastStream_andCloses() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway own = new Gateway(bundles(), slow.port(), BUNDLE);
        SSLSocket socket = CERTIFICATES.connect(own.port(), null, "h2");
        FrameClient client = new FrameClient(socket).open().get(1, PATH)) {
      ServedCall call = slow.takeCall();
      CompletableFuture<Void> stopped = new CompletableFuture<>();
      own.server().stop(() -> stopped.complete(null));

      client.await(FrameClient.PING);
      assertThat(client.await(FrameClient.GOAWAY).lastStream()).isEqualTo(1);
      reply(call);
      assertThat(client.answer(1).body()).isEqualTo(BODY);
      client.awaitClosed();
      client.hangUp();
      stopped.join();
    }
  }
}
