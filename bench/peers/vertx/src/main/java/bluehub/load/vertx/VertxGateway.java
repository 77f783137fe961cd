package bluehub.load.vertx;

import bluehub.load.v1.Order;
import bluehub.load.v1.SayHelloRequest;
import bluehub.load.v1.SayHelloResponse;
import bluehub.load.v1.StreamHelloRequest;
import bluehub.load.v1.StreamHelloResponse;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.server.GrpcServer;

/** Vert.x' transcoding in front of the backend, on one event loop. */
public final class VertxGateway {
  private VertxGateway() {}

  /**
   * Serves until it is stopped.
   *
   * @param args the port to listen on, and the backend's
   */
  public static void main(String[] args) {
    var options = new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1);
    Vertx vertx = Vertx.vertx(options);
    GrpcServer server = GrpcServer.server(vertx);
    var forwarding =
        new Forwarding(
            GrpcClient.client(vertx),
            SocketAddress.inetSocketAddress(Integer.parseInt(args[1]), "127.0.0.1"));
    forwarding.unary(
        server,
        Forwarding.rule(HttpMethod.GET, "/v1/hello/{name}", ""),
        "SayHello",
        SayHelloRequest.getDefaultInstance(),
        SayHelloResponse.getDefaultInstance());
    forwarding.unary(
        server,
        Forwarding.rule(HttpMethod.POST, "/v1/orders", "*"),
        "Echo",
        Order.getDefaultInstance(),
        Order.getDefaultInstance());
    forwarding.stream(
        server,
        Forwarding.rule(HttpMethod.GET, "/v1/greetings/{name}", ""),
        "StreamHello",
        StreamHelloRequest.getDefaultInstance(),
        StreamHelloResponse.getDefaultInstance());
    vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
        .requestHandler(server)
        .listen(Integer.parseInt(args[0]))
        .await();
  }
}
