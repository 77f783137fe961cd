package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Addresses;
import bluehub.gateway.fixture.ArrivedStreams;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that takes few calls at once on one connection. */
class FurtherConnectionsTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String POST =
      "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}";
  private static final String MOST = "bluehub.upstreams.router.max-connections=";
  private static final String IDLE = "bluehub.upstreams.router.connection-idle=";
  private static final String RECONNECT = "bluehub.upstreams.router.reconnect=20ms";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ArrivedStreams streams = new ArrivedStreams();
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void closeClients() {
    clients.forEach(RawClient::close);
  }

  private List<FrameStream> take(int count) throws InterruptedException {
    List<FrameStream> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(streams.take());
    }
    return taken;
  }

  private static void reply(FrameStream stream) throws IOException {
    stream.reply(SayHelloResponse.getDefaultInstance());
  }

  private static void replyAll(List<FrameStream> all) throws IOException {
    for (FrameStream stream : all) {
      reply(stream);
    }
  }

  /** Each on a connection of its own to the gateway. */
  private void send(Gateway gateway, int count) {
    for (int i = 0; i < count; i++) {
      clients.add(gateway.connect().send(GET));
    }
  }

  private void assertAllAnswered() {
    for (RawClient client : clients) {
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  private static Set<Integer> connections(List<FrameStream> streams) {
    Set<Integer> numbers = new HashSet<>();
    streams.forEach(stream -> numbers.add(stream.connection().number()));
    return numbers;
  }

  @Test
  void callsBeyondTheServicesLimit_takeFurtherConnections_asManyAsAreSet() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(2);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), MOST + 3)) {
      send(gateway, 7);
      List<FrameStream> first = take(6);
      assertThat(connections(first)).containsExactlyInAnyOrder(1, 2, 3);
      await().atMost(LONG).until(() -> gateway.inFlight() == 7);
      assertThat(streams.isEmpty()).isTrue();
      replyAll(first);
      reply(streams.take());

      assertAllAnswered();
      assertThat(service.requests()).isEqualTo(7);
      assertThat(service.connections()).isEqualTo(3);
    }
  }

  @Test
  void furtherConnections_endWhenTheyHadNoCallForAWhile_andComeAgain() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(1);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), MOST + 3, IDLE + "50ms")) {
      for (int connections = 3; connections <= 7; connections += 2) {
        send(gateway, 3);
        replyAll(take(3));
        assertAllAnswered();
        clients.clear();
        await().atMost(LONG).until(() -> service.open() == 1);
        assertThat(service.connections()).isEqualTo(connections);
      }
    }
  }

  @Test
  void callsWithinTheLimit_stayOnOneConnection() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(2);
        Gateway gateway = new Gateway(new EventLoops(1), service.port())) {
      send(gateway, 2);
      replyAll(take(2));
      assertAllAnswered();

      assertThat(service.connections()).isEqualTo(1);
    }
  }

  /** RFC 9113 §6.5.2: 0 is allowed; another connection would be of no use. */
  @Test
  void serviceThatTakesNoCalls_isNotAskedForAnotherConnection() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(0);
        Gateway gateway =
            new Gateway(
                new EventLoops(1), service.port(), "bluehub.upstreams.router.deadline=200ms")) {
      send(gateway, 3);
      for (RawClient client : clients) {
        assertThat(client.read().status()).isEqualTo(504);
      }

      assertThat(service.connections()).isEqualTo(1);
    }
  }

  @Test
  void goAwayOnOneOfSeveral_losesNoCall() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(1);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), MOST + 2, RECONNECT)) {
      send(gateway, 3);
      List<FrameStream> both = take(2);
      // The first has begun to process its stream, the second has not.
      both.get(0).connection().goAway(both.get(0).id(), 0);
      both.get(1).connection().goAway(0, 0);
      List<FrameStream> again = take(2);
      assertThat(connections(again)).doesNotContainAnyElementsOf(connections(both));
      replyAll(again);
      reply(both.get(0));

      assertAllAnswered();
      assertThat(service.requests()).isEqualTo(4);
    }
  }

  /** A service that takes one connection and no more: calls wait for the one that is there. */
  @Test
  void furtherConnectionThatIsNotMade_leavesCallsToTheOnesThatAreThere() throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(1);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), RECONNECT)) {
      send(gateway, 1);
      FrameStream first = streams.take();
      service.refuse();
      send(gateway, 3);
      await().atMost(LONG).until(() -> service.refused() > 2);
      assertThat(gateway.upstream().live()).isTrue();
      reply(first);
      for (int i = 0; i < 3; i++) {
        FrameStream next = streams.take();
        assertThat(next.connection().number()).isEqualTo(1);
        reply(next);
      }

      assertAllAnswered();
    }
  }

  @Test
  void addressThatGoes_whileItsConnectionsHaveCalls_letsThemEnd() throws Exception {
    try (FrameService old = new FrameService(streams).maxStreams(1);
        FrameService young = new FrameService(FurtherConnectionsTest::reply);
        Addresses addresses = new Addresses(old.port());
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                0,
                addresses.target(),
                "bluehub.upstreams.router.resolve=20ms")) {
      send(gateway, 3);
      List<FrameStream> all = take(3);
      addresses.set(young.port());
      try (RawClient other = gateway.connect()) {
        await()
            .atMost(LONG)
            .until(() -> other.send(GET).read().status() == 200 && young.requests() > 0);
      }
      replyAll(all);

      assertAllAnswered();
      await().atMost(LONG).until(() -> old.open() == 0);
      assertThat(old.requests()).isEqualTo(3);
    }
  }

  /** grpc-java's server, which resets streams beyond its limit: none is lost, none comes twice. */
  @Test
  void grpcServer_withALimitOfTwo_getsEachCallOnce() throws Exception {
    int calls = 300;
    int parallel = 20;
    try (TestService service =
            new TestService(builder -> builder.maxConcurrentCallsPerConnection(2));
        Gateway gateway = new Gateway(service.port(), IDLE + "20ms")) {
      service.answering(call -> call.reply(SayHelloResponse.getDefaultInstance()));
      for (int i = 0; i < parallel; i++) {
        clients.add(gateway.connect());
      }
      for (int round = 0; round < calls / parallel; round++) {
        clients.forEach(client -> client.send(POST));
        assertAllAnswered();
      }

      assertThat(IntStream.range(0, calls).mapToObj(_ -> taken(service))).hasSize(calls);
      assertThat(service.wasCalled()).isFalse();
    }
  }

  private static ServedCall taken(TestService service) {
    try {
      return service.takeCall();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
