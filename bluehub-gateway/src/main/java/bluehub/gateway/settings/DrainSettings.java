package bluehub.gateway.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server stops: readiness is given up, {@code delay} passes in which everything is still
 * served and each answer asks its client to leave, then nothing new is accepted, connections
 * without a request are closed, and what is under way gets {@code time} to end. WebSockets that are
 * open then are closed with 1001, and the rest is cut off.
 *
 * @param delay as long as it takes those in front to learn that this instance goes
 * @param time longer than the longest deadline, so that no call is cut off
 */
public record DrainSettings(
    @DefaultValue("0s") Duration delay, @DefaultValue("20s") Duration time) {

  public DrainSettings {
    Bounds.notNegative("drain.delay", delay);
    Bounds.notNegative("drain.time", time);
  }
}
