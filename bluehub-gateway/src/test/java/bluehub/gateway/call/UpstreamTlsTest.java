package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Certificates;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.settings.OperatorFault;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/** Services behind TLS, with certificates on both sides. */
class UpstreamTlsTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String ENCRYPTED = "bluehub.upstreams.router.ssl.bundle=service";
  private static final Duration LONG = Duration.ofMinutes(1);

  private static TestService service(SslContext tls) {
    return answering(new TestService(tls));
  }

  private static TestService answering(TestService service) {
    return service.answering(call -> call.reply(SayHelloResponse.getDefaultInstance()));
  }

  /** A server that asks for a certificate of the same authority. */
  private static SslContext server(Certificates certificates) throws SSLException {
    SslBundle bundle = certificates.bundle(certificates.issue("service"));
    SslContextBuilder builder =
        SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
            .trustManager(bundle.getManagers().getTrustManagerFactory())
            .clientAuth(ClientAuth.REQUIRE);
    return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
  }

  private static DefaultSslBundleRegistry bundles(Certificates certificates) {
    return new DefaultSslBundleRegistry(
        "service", certificates.bundle(certificates.issue("gateway")));
  }

  private static Answer get(Gateway gateway) {
    try (RawClient client = gateway.connect()) {
      return client.send(GET).read();
    }
  }

  private static void assertUnreachable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo("{\"code\":14,\"message\":\"The service cannot be reached. Try again.\"}");
  }

  @Test
  void bundle_encrypts_andShowsItsCertificate() throws Exception {
    Certificates certificates = new Certificates();
    try (TestService service = service(server(certificates));
        Gateway gateway = new Gateway(bundles(certificates), service.port(), ENCRYPTED)) {
      assertThat(get(gateway).status()).isEqualTo(200);
    }
  }

  @Test
  void serviceOfAnotherAuthority_isNotTrusted() throws Exception {
    try (TestService service = service(server(new Certificates()));
        Gateway gateway = new Gateway(bundles(new Certificates()), service.port(), ENCRYPTED)) {
      assertUnreachable(get(gateway));
    }
  }

  /** A bundle is not asked whether the platform has what it names until a connection needs it. */
  @Test
  void bundle_thatNoConnectionCanUse_failsCalls() throws Exception {
    Certificates certificates = new Certificates();
    SslBundle good = certificates.bundle(certificates.issue("gateway"));
    SslOptions bad = SslOptions.of(null, Set.of("TLSv9"));
    SslBundle bundle =
        SslBundle.of(good.getStores(), good.getKey(), bad, "TLS", good.getManagers());
    try (TestService service = service(server(certificates));
        Gateway gateway =
            new Gateway(
                new DefaultSslBundleRegistry("service", bundle), service.port(), ENCRYPTED)) {
      // grpc-java takes it for a fault of its own.
      assertThat(get(gateway).status()).isIn(500, 503);
    }
  }

  @Test
  void authority_isTheNameThatTheCertificateMustHave() throws Exception {
    Certificates certificates = new Certificates();
    String authority = "bluehub.upstreams.router.authority=";
    try (TestService service = service(server(certificates));
        Gateway right =
            new Gateway(bundles(certificates), service.port(), ENCRYPTED, authority + "localhost");
        Gateway wrong =
            new Gateway(
                bundles(certificates), service.port(), ENCRYPTED, authority + "other.example")) {
      assertThat(get(right).status()).isEqualTo(200);
      assertUnreachable(get(wrong));
    }
  }

  @Test
  void bundle_thatReloads_isUsedForTheNextConnection() throws Exception {
    Certificates next = new Certificates();
    DefaultSslBundleRegistry bundles = bundles(new Certificates());
    try (TestService service = service(server(next));
        Gateway gateway =
            new Gateway(
                bundles, service.port(), ENCRYPTED, "bluehub.upstreams.router.reconnect=20ms")) {
      assertUnreachable(get(gateway));

      bundles.updateBundle("service", next.bundle(next.issue("gateway")));

      await().atMost(LONG).until(gateway.upstream()::live);
      assertThat(get(gateway).status()).isEqualTo(200);
    }
  }

  @Test
  void plainTextTowardsTls_is503() throws Exception {
    try (TestService service = service(server(new Certificates()));
        Gateway gateway = new Gateway(service.port())) {
      assertUnreachable(get(gateway));
    }
  }

  @Test
  void tlsTowardsPlainText_is503() {
    try (TestService service = answering(new TestService());
        Gateway gateway = new Gateway(bundles(new Certificates()), service.port(), ENCRYPTED)) {
      assertUnreachable(get(gateway));
    }
  }

  @Test
  void bundle_thatIsNotThere_isTheOperatorsToMend() {
    assertThatThrownBy(() -> new Gateway(new DefaultSslBundleRegistry(), 1, ENCRYPTED))
        .isInstanceOf(OperatorFault.class)
        .hasMessageContaining("The SSL bundle \"service\" of upstream \"router\" cannot be used");
  }
}
