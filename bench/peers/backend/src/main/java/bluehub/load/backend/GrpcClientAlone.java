package bluehub.load.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A limit: grpc-java's channel without any gateway around it, as lean as it can be set.
 *
 * <p>It reads orders from its standard input, {@code METHOD CALLS SECONDS FILE}, keeps that number
 * of calls under way for that time, and answers each order with one line, {@code ANSWERED ERRORS
 * NANOSECONDS}. FILE holds the request as JSON.
 */
public final class GrpcClientAlone {
  private GrpcClientAlone() {}

  /**
   * Calls as it is told until its input ends.
   *
   * @param args the backend's port
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var backend =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(args[0]));
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(backend)
            .usePlaintext()
            .disableRetry()
            .directExecutor()
            .eventLoopGroup(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
            .channelType(EpollSocketChannel.class)
            .build();
    var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] order = line.split(" ", 4);
      var load = new ClosedLoop(channel, RawMethod.named(order[0]), Path.of(order[3]));
      System.out.println(load.run(Integer.parseInt(order[1]), Integer.parseInt(order[2])));
    }
    channel.shutdownNow();
  }
}
