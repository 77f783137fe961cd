package bluehub.router;

import io.grpc.protobuf.services.HealthStatusManager;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.grpc.server.health.GrpcServerHealth;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes {@code grpc.health.v1} follow the start and the stop at once. Left alone, it would look at
 * the application's health by a schedule, and say SERVING during the whole of a stop: clients would
 * learn that they should turn elsewhere only when their calls are refused.
 */
@Component
final class PromptHealth {
  private final GrpcServerHealth health;
  private final HealthStatusManager told;

  PromptHealth(GrpcServerHealth health, HealthStatusManager told) {
    this.health = health;
    this.told = told;
  }

  @EventListener
  void onReadiness(AvailabilityChangeEvent<ReadinessState> change) {
    if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
      health.update(told);
    }
  }

  /** NOT_SERVING for good: a scheduled look that is under way cannot take it back. */
  @EventListener(ContextClosedEvent.class)
  void onClose() {
    told.enterTerminalState();
  }
}
