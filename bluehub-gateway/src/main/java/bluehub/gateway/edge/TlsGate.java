package bluehub.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection whose TLS is being agreed on; then it is HTTP/1.1 or HTTP/2, as ALPN says. */
final class TlsGate extends ApplicationProtocolNegotiationHandler implements EdgeConnection {
  private static final Logger log = LoggerFactory.getLogger(TlsGate.class);

  private final EdgeLoop loop;
  private final BiConsumer<ChannelHandlerContext, Boolean> next;
  private final Patience patience = new Patience();
  private @Nullable ChannelHandlerContext context;
  private int index;

  /**
   * @param next goes on with the connection; told whether it is HTTP/2
   */
  TlsGate(EdgeLoop loop, BiConsumer<ChannelHandlerContext, Boolean> next) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.loop = loop;
    this.next = next;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    // Until the handshake is done; a client that is slow then may be as well be one that is not.
    patience.until(loop.after(loop.state().headerNanos()));
    loop.add(this);
    super.handlerAdded(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
    loop.remove(this);
    super.handlerRemoved(ctx);
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    next.accept(ctx, protocol.equals(ApplicationProtocolNames.HTTP_2));
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    // The client's affair, and any client's to repeat.
    log.debug("A TLS handshake failed", cause);
    var _ = ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("A connection failed before its TLS was agreed on", cause);
    var _ = ctx.close();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void index(int next) {
    index = next;
  }

  @Override
  public void sweep(long now) {
    if (patience.isOver(now)) {
      close();
    }
  }

  @Override
  public void leave() {}

  @Override
  public void closeIfIdle() {
    close();
  }

  @Override
  public void close() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      var _ = ctx.channel().close();
    }
  }
}
