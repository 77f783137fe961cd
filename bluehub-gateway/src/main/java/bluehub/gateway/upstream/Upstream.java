package bluehub.gateway.upstream;

import bluehub.gateway.settings.MetadataSettings;
import bluehub.gateway.settings.UpstreamSettings;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * One gRPC service behind the gateway, with a channel per event loop. Thread-safe, but for the
 * channels themselves.
 */
public final class Upstream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upstream.class);

  private final String name;
  private final UpstreamSettings settings;
  private final MetadataFilter request;

  /** Names and values in turn. */
  private final List<byte[]> added = new ArrayList<>();

  private final List<Transport> transports = new ArrayList<>();
  private final List<Runnable> connected = new CopyOnWriteArrayList<>();
  private final EventLoop dialogLoop;
  private volatile boolean wasLive;
  private volatile boolean closing;

  /** Builds the channels; {@link #connect} connects them. */
  public Upstream(String name, UpstreamSettings settings, EventLoops loops, SslBundles bundles) {
    this.name = name;
    this.settings = settings;
    this.dialogLoop = loops.loops().getFirst();
    MetadataSettings metadata = settings.metadata();
    request = new MetadataFilter(metadata.request(), metadata.add().keySet());
    MetadataFilter response = new MetadataFilter(metadata.response(), Set.of());
    metadata
        .add()
        .forEach(
            (key, value) -> {
              added.add(key.getBytes(StandardCharsets.US_ASCII));
              added.add(value.getBytes(StandardCharsets.US_ASCII));
            });
    UpstreamTls tls =
        settings.ssl().enabled() ? new UpstreamTls(name, settings.ssl().bundle(), bundles) : null;
    ChannelBuilder builder = new ChannelBuilder(name, settings, loops, tls);
    for (EventLoop loop : loops.loops()) {
      transports.add(
          switch (settings.transport()) {
            case DIRECT ->
                new DirectChannel(name, settings, loop, loops, tls, response, this::changed);
            case GRPC_JAVA -> new GrpcTransport(builder, settings, loop, response, this::changed);
          });
    }
  }

  public String name() {
    return name;
  }

  public UpstreamSettings settings() {
    return settings;
  }

  /** Which headers of requests become metadata, besides those that never do. */
  public MetadataFilter requestFilter() {
    return request;
  }

  /** Adds what every call of this upstream carries. */
  public void addTo(RawMetadata metadata) {
    for (int i = 0; i < added.size(); i += 2) {
      metadata.add(added.get(i), added.get(i + 1));
    }
  }

  /** The channel of the event loop of that number. */
  public RawChannel channel(int loop) {
    return transports.get(loop).channel();
  }

  /**
   * Starts a call that streams in both directions, for a thread that may wait; not for an event
   * loop's. It carries what every call of this upstream carries.
   *
   * @param rpc {@code package.Service/Method}
   * @param limit until when it must be over
   */
  public Dialog dialog(String rpc, Duration limit) {
    RawMetadata metadata = new RawMetadata(added.size() / 2);
    addTo(metadata);
    RawMethod method = new RawMethod(rpc, true, true, false);
    return new Dialog(dialogLoop, channel(0), method, metadata, limit);
  }

  /**
   * Has that run each time when the upstream is connected after it was not; it must not wait, as it
   * runs on whichever thread has noticed.
   */
  public void whenConnected(Runnable action) {
    connected.add(action);
  }

  /** Starts to connect, and keeps connecting as long as the upstream is away. Does not wait. */
  public void connect() {
    transports.forEach(Transport::connect);
  }

  /** Whether at least one connection to the upstream is up. */
  public boolean live() {
    for (Transport each : transports) {
      if (each.live()) {
        return true;
      }
    }
    return false;
  }

  private synchronized void changed() {
    boolean live = live();
    if (live != wasLive && !closing) {
      wasLive = live;
      if (live) {
        log.info("Upstream {} at {} is connected", name, settings.target());
        connected.forEach(Runnable::run);
      } else {
        log.warn("Upstream {} at {} is not connected any more", name, settings.target());
      }
    }
  }

  /** Ends the connections, and calls that are under way; waits a moment at most. */
  @Override
  public void close() {
    closing = true;
    transports.forEach(Transport::close);
    for (Transport transport : transports) {
      try {
        transport.awaitClosed();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
