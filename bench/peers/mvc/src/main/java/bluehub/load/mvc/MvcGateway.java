package bluehub.load.mvc;

import bluehub.load.v1.LoadServiceGrpc;
import bluehub.load.v1.LoadServiceGrpc.LoadServiceBlockingStub;
import io.grpc.ManagedChannelBuilder;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Spring MVC in front of the backend, on virtual threads. */
@SpringBootApplication(proxyBeanMethods = false)
public class MvcGateway {
  /**
   * Serves until it is stopped.
   *
   * @param args the port to listen on, and the backend's
   */
  public static void main(String[] args) {
    var application = new SpringApplication(MvcGateway.class);
    application.setDefaultProperties(
        Map.of(
            "server.address", "127.0.0.1",
            "server.port", args[0],
            "server.http2.enabled", "true",
            "spring.threads.virtual.enabled", "true",
            "backend", "127.0.0.1:" + args[1]));
    application.run();
  }

  @Bean
  LoadServiceBlockingStub backend(Environment settings) {
    return LoadServiceGrpc.newBlockingStub(
        ManagedChannelBuilder.forTarget(settings.getRequiredProperty("backend"))
            .usePlaintext()
            .build());
  }
}
