package bluehub.load.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A limit: an HTTP server that gives every request the same pre-encoded answer. */
public final class NettyConstant {
  private static final String BODY = "{\"message\":\"Hello hirasawa\"}";
  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                  + BODY.length()
                  + "\r\n\r\n"
                  + BODY,
              UTF_8));

  private NettyConstant() {}

  /**
   * Serves until it is stopped.
   *
   * @param args the port to listen on
   */
  public static void main(String[] args) throws InterruptedException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    new ServerBootstrap()
        .group(loop)
        .channel(EpollServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpRequestDecoder(), new Constant());
              }
            })
        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(args[0])))
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  private static final class Constant extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The void promise: failures close the channel.
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof LastHttpContent) {
        context.write(ANSWER.duplicate(), context.voidPromise());
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
