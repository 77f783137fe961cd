package bluehub.gateway.edge;

import bluehub.gateway.settings.Http2Settings;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.LimitSettings;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Puts Netty's parts of an HTTP/2 connection together. */
final class Http2SessionBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<Http2Session, Http2SessionBuilder> {
  /** DATA frames without data or end, one after the other. */
  private static final int MAX_EMPTY = 10;

  /** CONTINUATION frames of one head that are small. */
  private static final int MAX_CONTINUATIONS = 16;

  /** Answers to PING and SETTINGS, and resets, that the client does not take. */
  private static final int MAX_QUEUED = 1_000;

  private final EdgeLoop loop;
  private final HttpSettings settings;

  private Http2SessionBuilder(EdgeLoop loop, HttpSettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  static Http2Session session(EdgeLoop loop, HttpSettings settings) {
    Http2Settings http2 = settings.http2();
    LimitSettings limits = settings.limits();
    // RFC 9113 §5.3.2: priorities of streams are deprecated; each gets its share.
    DefaultHttp2Connection connection = new DefaultHttp2Connection(true);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    return new Http2SessionBuilder(loop, settings)
        .connection(connection)
        .initialSettings(
            io.netty.handler.codec.http2.Http2Settings.defaultSettings()
                .maxConcurrentStreams(http2.maxConcurrentStreams())
                .initialWindowSize((int) http2.streamWindow().toBytes())
                .maxFrameSize((int) http2.maxFrameSize().toBytes())
                .maxHeaderListSize(limits.maxHeader().toBytes() + limits.maxUri().toBytes()))
        .validateHeaders(true)
        .validateRequiredPseudoHeaders(true)
        .decoupleCloseAndGoAway(true)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY)
        .decoderEnforceMaxSmallContinuationFrames(MAX_CONTINUATIONS)
        .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED)
        // Counted by the session itself, those that it is the cause of apart.
        .decoderEnforceMaxRstFramesPerWindow(0, 0)
        .encoderEnforceMaxRstFramesPerWindow(0, 0)
        .build();
  }

  @Override
  protected Http2Session build(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      io.netty.handler.codec.http2.Http2Settings initial) {
    Http2Session session = new Http2Session(decoder, encoder, initial, loop, settings);
    frameListener(session.listener());
    return session;
  }
}
