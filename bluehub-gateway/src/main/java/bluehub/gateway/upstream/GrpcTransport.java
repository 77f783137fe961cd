package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Connections that grpc-java makes and keeps. */
final class GrpcTransport implements Transport {
  private static final int CLOSE_SECONDS = 2;

  private final ManagedChannel managed;
  private final Connectivity connectivity;
  private final GrpcChannel channel;
  private final UpstreamSettings settings;

  GrpcTransport(
      ChannelBuilder builder,
      UpstreamSettings settings,
      EventLoop loop,
      MetadataFilter response,
      Observer observer) {
    this.settings = settings;
    this.managed = builder.build(loop);
    this.connectivity =
        new Connectivity(managed, loop, settings.reconnect(), settings.waitForReady(), observer);
    this.channel = new GrpcChannel(loop, managed, connectivity, settings.retries(), response);
  }

  @Override
  public RawChannel channel() {
    return channel;
  }

  @Override
  public boolean live() {
    return connectivity.live();
  }

  @Override
  public void connect() {
    connectivity.watch();
    connectivity.resolveEvery(settings.resolve());
  }

  @Override
  public void close() {
    managed.shutdownNow();
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    managed.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
