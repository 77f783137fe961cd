package bluehub.gateway;

import bluehub.gateway.check.CheckCommand;
import bluehub.gateway.upstream.AddressCaches;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway as a program. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {

  /** Starts the gateway, and ends with its process; or carries out {@code check}. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(CheckCommand.NAME)) {
      System.exit(check(List.of(args).subList(1, args.length)));
    }
    AddressCaches.shorten();
    SpringApplication.run(GatewayApplication.class, args);
  }

  /** Without Spring, and so with a configuration of its own for what libraries log. */
  private static int check(List<String> arguments) {
    System.setProperty("logback.configurationFile", "bluehub/gateway/check/logback.xml");
    return CheckCommand.run(arguments, System.out, System.err);
  }
}
