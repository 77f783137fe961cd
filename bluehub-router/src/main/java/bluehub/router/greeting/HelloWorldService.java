package bluehub.router.greeting;

import bluehub.example.v1.GreetEachRequest;
import bluehub.example.v1.GreetEachResponse;
import bluehub.example.v1.GreetTogetherRequest;
import bluehub.example.v1.GreetTogetherResponse;
import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.router.request.RequestRules;
import bluehub.router.request.Violations;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * {@code bluehub.example.v1.HelloWorldService}: checks each request and answers it. Thread-safe.
 *
 * <p>A refused request is handed to the observer and not thrown, so that the call's metrics have
 * the status that the client gets.
 */
@Service
public final class HelloWorldService extends HelloWorldServiceGrpc.HelloWorldServiceImplBase {
  private final InstantSource clock;
  private final ScheduledExecutorService pacer;

  /** The pacer wakes streams that pause; it outlives every call. */
  public HelloWorldService(InstantSource clock, ScheduledExecutorService pacer) {
    this.clock = clock;
    this.pacer = pacer;
  }

  @Override
  public void sayHello(SayHelloRequest request, StreamObserver<SayHelloResponse> answer) {
    reply(
        RequestRules.of(request),
        answer,
        () -> SayHelloResponse.newBuilder().setMessage(Greeting.hello(request.getName())).build());
  }

  @Override
  public void orderCards(OrderCardsRequest request, StreamObserver<OrderCardsResponse> answer) {
    reply(RequestRules.of(request), answer, () -> CardWriter.write(request));
  }

  @Override
  public void streamGreetings(
      StreamGreetingsRequest request, StreamObserver<StreamGreetingsResponse> answer) {
    Violations violations = RequestRules.of(request);
    if (violations.any()) {
      answer.onError(violations.toException());
      return;
    }
    // A server's observer is always this one: the documentation of ServerCallStreamObserver says
    // so.
    GreetingStream.start(
        request, (ServerCallStreamObserver<StreamGreetingsResponse>) answer, clock, pacer);
  }

  @Override
  public StreamObserver<GreetTogetherRequest> greetTogether(
      StreamObserver<GreetTogetherResponse> answer) {
    return new GuestList(answer);
  }

  @Override
  public StreamObserver<GreetEachRequest> greetEach(StreamObserver<GreetEachResponse> answer) {
    return GreetingTalk.start((ServerCallStreamObserver<GreetEachResponse>) answer);
  }

  private static <T> void reply(
      Violations violations, StreamObserver<T> observer, Supplier<T> answer) {
    if (violations.any()) {
      observer.onError(violations.toException());
    } else {
      observer.onNext(answer.get());
      observer.onCompleted();
    }
  }
}
