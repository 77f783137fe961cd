package bluehub.gateway.edge;

import bluehub.gateway.settings.Http2Settings;
import bluehub.gateway.settings.HttpSettings;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Puts Netty's parts of an HTTP/2 connection together. */
final class Http2SessionBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<Http2Session, Http2SessionBuilder> {
  /** DATA frames without data or end, one after the other. */
  private static final int MAX_EMPTY = 10;

  /** CONTINUATION frames of one head that are small. */
  private static final int MAX_CONTINUATIONS = 16;

  private final EdgeLoop loop;
  private final HttpSettings settings;
  private final FloodGuard guard;
  private final Http2Gatherer gatherer;

  private Http2SessionBuilder(EdgeLoop loop, HttpSettings settings) {
    this.loop = loop;
    this.settings = settings;
    this.guard = new FloodGuard(settings.http2().maxControlFrames(), settings.http2().maxResets());
    this.gatherer = new Http2Gatherer(guard);
  }

  static Http2Session session(EdgeLoop loop, HttpSettings settings) {
    return new Http2SessionBuilder(loop, settings).make();
  }

  private Http2Session make() {
    // RFC 9113 §5.3.2: priorities of streams are deprecated; each gets its share.
    DefaultHttp2Connection connection = new DefaultHttp2Connection(true);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, gatherer);
    // The limits first: Netty takes none behind the codec.
    return decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY)
        // Counted by the session itself, those that it is the cause of apart.
        .decoderEnforceMaxRstFramesPerWindow(0, 0)
        .codec(decoder(connection, encoder), encoder)
        .initialSettings(announced())
        .decoupleCloseAndGoAway(true)
        .build();
  }

  /** Sees to it that heads are well-formed, and answers SETTINGS and PING. */
  private Http2ConnectionDecoder decoder(
      DefaultHttp2Connection connection, Http2ConnectionEncoder encoder) {
    return new DefaultHttp2ConnectionDecoder(
        connection,
        encoder,
        new DefaultHttp2FrameReader(
            new DefaultHttp2HeadersDecoder(true, maxHead()), MAX_CONTINUATIONS),
        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
        true,
        true,
        true,
        true);
  }

  private io.netty.handler.codec.http2.Http2Settings announced() {
    Http2Settings http2 = settings.http2();
    return io.netty.handler.codec.http2.Http2Settings.defaultSettings()
        .maxConcurrentStreams(http2.maxConcurrentStreams())
        .initialWindowSize((int) http2.streamWindow().toBytes())
        .maxFrameSize((int) http2.maxFrameSize().toBytes())
        .maxHeaderListSize(maxHead());
  }

  private long maxHead() {
    return settings.limits().maxHeader().toBytes() + settings.limits().maxUri().toBytes();
  }

  @Override
  protected Http2Session build(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      io.netty.handler.codec.http2.Http2Settings initial) {
    Http2Session session =
        new Http2Session(decoder, encoder, initial, gatherer, guard, loop, settings);
    frameListener(session.listener());
    return session;
  }
}
