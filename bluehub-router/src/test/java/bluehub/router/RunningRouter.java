package bluehub.router;

import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.example.v1.HelloWorldServiceGrpc.HelloWorldServiceBlockingStub;
import bluehub.example.v1.HelloWorldServiceGrpc.HelloWorldServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The whole program on free ports of the loopback address, and a client of it. */
final class RunningRouter implements AutoCloseable {
  /** No call of a test takes this long; one that hangs fails instead. */
  private static final long HANGING_SECONDS = 60;

  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningRouter(ConfigurableApplicationContext context) {
    this.context = context;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpcPort(context)).usePlaintext().build();
  }

  static RunningRouter start() {
    return start(List.of());
  }

  /** With further beans, and with arguments that go before the usual ones. */
  static RunningRouter start(List<Class<?>> beans, String... arguments) {
    SpringApplication application =
        new SpringApplication(
            Stream.concat(Stream.of(RouterApplication.class), beans.stream())
                .toArray(Class<?>[]::new));
    application.setRegisterShutdownHook(false);
    Stream<String> usual =
        Stream.of(
            "--spring.grpc.server.port=0",
            "--spring.grpc.server.address=127.0.0.1",
            "--server.port=0",
            "--server.address=127.0.0.1");
    return new RunningRouter(
        application.run(Stream.concat(Stream.of(arguments), usual).toArray(String[]::new)));
  }

  int grpcPort() {
    return grpcPort(context);
  }

  ManagedChannel channel() {
    return channel;
  }

  HelloWorldServiceBlockingStub service() {
    return HelloWorldServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(HANGING_SECONDS, TimeUnit.SECONDS);
  }

  HelloWorldServiceStub streams() {
    return HelloWorldServiceGrpc.newStub(channel)
        .withDeadlineAfter(HANGING_SECONDS, TimeUnit.SECONDS);
  }

  /** GET on the management port. */
  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:%s%s"
                .formatted(context.getEnvironment().getProperty("local.server.port"), path));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Stops the program as SIGTERM would; returns when it has stopped. */
  void stop() {
    context.close();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    http.close();
    stop();
  }

  private static int grpcPort(ConfigurableApplicationContext context) {
    return context.getBean(GrpcServerLifecycle.class).getPort();
  }
}
