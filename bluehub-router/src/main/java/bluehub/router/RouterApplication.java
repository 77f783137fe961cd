package bluehub.router;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The sample gRPC service. Calls come in on port 10001; health and metrics are on port 10091.
 * application.yaml tells all settings.
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class RouterApplication {

  public static void main(String[] args) {
    SpringApplication.run(RouterApplication.class, args);
  }

  @Bean
  InstantSource instantSource() {
    return InstantSource.system();
  }

  /**
   * Wakes streams that pause. It is no TaskScheduler: Spring stops those before the gRPC server,
   * and streams that still run would never be woken again.
   */
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService streamPacer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("stream-pacer").daemon().factory());
  }
}
