package bluehub.router.greeting;

import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.StreamGreetingsResponse;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One running StreamGreetings call. It sends while the client takes, and holds no thread while it
 * waits, be it for the client or for the pause between two greetings to end.
 *
 * <p>Two threads drive it: gRPC's (the client is ready, the client has left) and the pacer's (the
 * pause is over). All of its state is therefore guarded by its own lock, which is also what the
 * observer needs, as that is not thread-safe.
 */
final class GreetingStream {
  private static final int DEFAULT_COUNT = 10;

  private final String message;
  private final int count;
  private final long intervalNanos;
  private final ServerCallStreamObserver<StreamGreetingsResponse> observer;
  private final InstantSource clock;
  private final ScheduledExecutorService pacer;

  @GuardedBy("this")
  private int sent;

  /** The pause that is not over yet. */
  @GuardedBy("this")
  private @Nullable Future<?> pause;

  @GuardedBy("this")
  private boolean ended;

  private GreetingStream(
      StreamGreetingsRequest request,
      ServerCallStreamObserver<StreamGreetingsResponse> observer,
      InstantSource clock,
      ScheduledExecutorService pacer) {
    this.message = Greeting.hello(request.getName());
    this.count = request.getCount() == 0 ? DEFAULT_COUNT : request.getCount();
    this.intervalNanos = Durations.toNanos(request.getInterval());
    this.observer = observer;
    this.clock = clock;
    this.pacer = pacer;
  }

  /** Answers a request that keeps the rules; to be called from within the service's method. */
  static void start(
      StreamGreetingsRequest request,
      ServerCallStreamObserver<StreamGreetingsResponse> observer,
      InstantSource clock,
      ScheduledExecutorService pacer) {
    GreetingStream stream = new GreetingStream(request, observer, clock, pacer);
    observer.setOnReadyHandler(stream::proceed);
    observer.setOnCancelHandler(stream::abandon);
  }

  /** Sends what can be sent now. */
  private synchronized void proceed() {
    while (!ended && pause == null && observer.isReady()) {
      sent++;
      observer.onNext(
          StreamGreetingsResponse.newBuilder()
              .setMessage(message)
              .setNumber(sent)
              .setSentAt(timestamp(clock.instant()))
              .build());
      if (sent == count) {
        ended = true;
        observer.onCompleted();
      } else if (intervalNanos > 0) {
        pause = pacer.schedule(this::resume, intervalNanos, TimeUnit.NANOSECONDS);
      }
    }
  }

  private synchronized void resume() {
    pause = null;
    proceed();
  }

  /** The client has left, or its deadline has passed: nothing more can be sent. */
  private synchronized void abandon() {
    ended = true;
    if (pause != null) {
      pause.cancel(false);
      pause = null;
    }
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
