package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.settings.UpstreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the system is told of a connection to a service, as its socket has it. */
@EnabledIf(value = "epoll", disabledReason = "The options are epoll's, which is not there.")
class DialerTest {
  static boolean epoll() {
    return Epoll.isAvailable();
  }

  private static UpstreamSettings settings(String timeout) {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("a.target", "a:1", "a.keep-alive.timeout", timeout)))
        .bind("a", UpstreamSettings.class)
        .get();
  }

  /** What the socket of a connection has that has got the service's SETTINGS. */
  private static <T> T option(ChannelOption<T> option, String timeout) throws Exception {
    UpstreamSettings settings = settings(timeout);
    try (FrameService service = new FrameService(_ -> {});
        EventLoops loops = new EventLoops(1)) {
      EventLoop loop = loops.loops().getFirst();
      Dialer dialer = new Dialer(settings, loop, loops, "a:1", null);
      Ready ready = new Ready();
      Link link =
          new Link(
              ready,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()),
              "a:1",
              new AnswerFields(),
              new PingPace("a", settings.keepAlive()));
      loop.execute(() -> dialer.dial(link));
      ready.link.get(1, TimeUnit.MINUTES);
      Channel socket = Objects.requireNonNull(link.channel());
      T value = socket.config().getOption(option);
      socket.close().sync();
      return value;
    }
  }

  @Test
  void socket_isGivenUpByTheSystem_afterTheTimeoutOfTheSettings() throws Exception {
    assertThat(option(EpollChannelOption.TCP_USER_TIMEOUT, "4321ms")).isEqualTo(4321);
  }

  /** For the system 0 would be its own, a quarter of an hour. */
  @Test
  void socket_withATimeoutOfLessThanAMillisecond_hasOne() throws Exception {
    assertThat(option(EpollChannelOption.TCP_USER_TIMEOUT, "10us")).isEqualTo(1);
  }

  @Test
  void socket_withoutCalls_isProbedByTheSystem() throws Exception {
    assertThat(option(ChannelOption.SO_KEEPALIVE, "1s")).isTrue();
    assertThat(option(EpollChannelOption.TCP_KEEPIDLE, "1s")).isEqualTo(10);
    assertThat(option(EpollChannelOption.TCP_KEEPINTVL, "1s")).isEqualTo(10);
  }

  private static final class Ready implements Link.Owner {
    private final CompletableFuture<Link> link = new CompletableFuture<>();

    @Override
    public void ready(Link ready) {
      link.complete(ready);
    }

    @Override
    public void capacity() {}

    @Override
    public void leaving(Link leaving) {}

    @Override
    public void ended(Link ended) {
      link.completeExceptionally(new AssertionError("The connection was not made"));
    }
  }
}
