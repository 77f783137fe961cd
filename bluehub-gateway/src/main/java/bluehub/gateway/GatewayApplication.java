package bluehub.gateway;

import bluehub.gateway.upstream.AddressCaches;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway as a program. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {

  /** Starts the gateway, and ends with its process. */
  public static void main(String[] args) {
    AddressCaches.shorten();
    SpringApplication.run(GatewayApplication.class, args);
  }
}
