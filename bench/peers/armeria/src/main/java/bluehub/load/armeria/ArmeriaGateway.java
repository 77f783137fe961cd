package bluehub.load.armeria;

import bluehub.load.v1.LoadServiceGrpc;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Armeria's transcoding in front of the backend. The calls go out by grpc-java on the same event
 * loop, which costs less than Armeria's own client.
 */
public final class ArmeriaGateway {
  private ArmeriaGateway() {}

  /**
   * Serves until it is stopped.
   *
   * @param args the port to listen on, and the backend's
   */
  public static void main(String[] args) {
    var local = InetAddress.ofLiteral("127.0.0.1");
    EventLoopGroup loop = EventLoopGroups.newEventLoopGroup(1);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(new InetSocketAddress(local, Integer.parseInt(args[1])))
            .usePlaintext()
            .eventLoopGroup(loop)
            .channelType(EpollSocketChannel.class)
            .directExecutor()
            .build();
    Server.builder()
        .http(new InetSocketAddress(local, Integer.parseInt(args[0])))
        .workerGroup(loop, true)
        .service(
            GrpcService.builder()
                .addService(new Forwarding(LoadServiceGrpc.newStub(channel)))
                .enableHttpJsonTranscoding(true)
                .build())
        .build()
        .start()
        .join();
  }
}
