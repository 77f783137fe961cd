package bluehub.router;

import io.grpc.protobuf.services.HealthStatusManager;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells clients of {@code grpc.health.v1} that the service stops as soon as it does so, and before
 * the server refuses calls: they turn elsewhere while running calls end. Left alone, health would
 * say SERVING until the last call has ended.
 */
@Component
final class HealthAtStop {
  private final HealthStatusManager health;

  HealthAtStop(HealthStatusManager health) {
    this.health = health;
  }

  @EventListener(ContextClosedEvent.class)
  void onClose() {
    health.enterTerminalState();
  }
}
