package bluehub.gateway.upstream;

import bluehub.gateway.upstream.http2.Http2Connection;
import bluehub.gateway.upstream.http2.Pings;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to one address, from the attempt to make it to its end. */
final class Link implements Http2Connection.Events {
  /** From the socket's connection to the peer's SETTINGS, with what TLS has to do between. */
  private static final int SETTLE_SECONDS = 10;

  private final Owner owner;
  private final SocketAddress address;
  private final RequestHeads heads;
  private final AnswerFields fields;
  private final PingPace pace;
  private final Pings pings;
  private @Nullable Channel channel;
  private @Nullable Http2Connection connection;
  private @Nullable Future<?> timer;
  private long readyAt;
  private boolean used;

  /** Whether it got a call since that was asked last. */
  private boolean recent;

  private boolean over;

  Link(Owner owner, SocketAddress address, String authority, AnswerFields fields, PingPace pace) {
    this.owner = owner;
    this.address = address;
    this.heads = new RequestHeads(authority);
    this.fields = fields;
    this.pace = pace;
    this.pings = pace.now();
  }

  /** Where it leads. */
  SocketAddress address() {
    return address;
  }

  /** When the peer is asked whether it is there. */
  Pings pings() {
    return pings;
  }

  RequestHeads heads() {
    return heads;
  }

  AnswerFields fields() {
    return fields;
  }

  Http2Connection connection() {
    Http2Connection current = connection;
    if (current == null) {
      throw new IllegalStateException("A connection that is not made yet");
    }
    return current;
  }

  /** Its socket, or null before there is one. */
  @Nullable Channel channel() {
    return channel;
  }

  /** It is given a call. */
  void used() {
    used = true;
    recent = true;
  }

  /** Whether it had calls, or held for so long, so that one like it is worth the attempt. */
  boolean provedUseful(long nanos) {
    return used || System.nanoTime() - readyAt > nanos;
  }

  /** Whether it has no calls, and had none since that was asked last. */
  boolean idle() {
    boolean idle = !recent && connection().size() == 0;
    recent = false;
    return idle;
  }

  /** The socket is being connected. */
  void dialled(Channel next) {
    channel = next;
  }

  /** Bytes can be sent: HTTP/2 begins. */
  void begin(Http2Connection next) {
    connection = next;
    next.begin();
  }

  /** Limits the time until {@link #settled}. */
  void hurry(Channel connected) {
    if (!over) {
      timer =
          connected
              .eventLoop()
              .schedule(
                  () -> {
                    var _ = connected.close();
                  },
                  SETTLE_SECONDS,
                  TimeUnit.SECONDS);
    }
  }

  /** It could not be made. */
  void failed() {
    end();
  }

  /** Takes no further calls, and ends when the last one has; at once where there is none. */
  void leave() {
    Http2Connection current = connection;
    if (current != null && current.usable()) {
      current.leave();
    } else {
      abandon();
    }
  }

  /** Ends now, and all calls with it. */
  void abandon() {
    Http2Connection current = connection;
    Channel dialled = channel;
    if (current != null) {
      current.close();
    } else if (dialled != null) {
      var _ = dialled.close();
    }
    end();
  }

  @Override
  public void settled(Http2Connection settled) {
    stopTimer();
    readyAt = System.nanoTime();
    owner.ready(this);
  }

  @Override
  public void available(Http2Connection available) {
    owner.capacity();
  }

  @Override
  public void tooLively(Http2Connection lively) {
    pace.tooMany(pings);
  }

  @Override
  public void leaving(Http2Connection leaving) {
    owner.leaving(this);
  }

  @Override
  public void closed(Http2Connection closed) {
    end();
  }

  private void end() {
    if (!over) {
      over = true;
      stopTimer();
      owner.ended(this);
    }
  }

  private void stopTimer() {
    Future<?> current = timer;
    if (current != null) {
      timer = null;
      current.cancel(false);
    }
  }

  /** Whose connection it is. */
  interface Owner {
    /** Calls can be made. */
    void ready(Link link);

    /** One more call can perhaps be made. */
    void capacity();

    /** No further calls can be made. */
    void leaving(Link link);

    /** It is gone, or could not be made. */
    void ended(Link link);
  }
}
