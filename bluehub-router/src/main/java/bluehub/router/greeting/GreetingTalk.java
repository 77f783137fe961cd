package bluehub.router.greeting;

import bluehub.example.v1.GreetEachRequest;
import bluehub.example.v1.GreetEachResponse;
import bluehub.router.request.RequestRules;
import bluehub.router.request.Violations;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * One call of GreetEach: a greeting for each name. The next name is asked for when the client takes
 * more, so that what waits is one greeting at most. gRPC calls it from one thread at a time.
 */
final class GreetingTalk implements StreamObserver<GreetEachRequest> {
  private final ServerCallStreamObserver<GreetEachResponse> answer;
  private boolean asked;
  private boolean ended;

  private GreetingTalk(ServerCallStreamObserver<GreetEachResponse> answer) {
    this.answer = answer;
  }

  /** Begins a talk; to be called from within the service's method. */
  static GreetingTalk start(ServerCallStreamObserver<GreetEachResponse> answer) {
    GreetingTalk talk = new GreetingTalk(answer);
    answer.disableAutoRequest();
    answer.setOnReadyHandler(talk::ask);
    return talk;
  }

  @Override
  public void onNext(GreetEachRequest request) {
    asked = false;
    if (ended) {
      return;
    }
    Violations violations = RequestRules.of(request);
    if (violations.any()) {
      ended = true;
      answer.onError(violations.toException());
      return;
    }
    answer.onNext(
        GreetEachResponse.newBuilder().setMessage(Greeting.hello(request.getName())).build());
    ask();
  }

  @Override
  public void onCompleted() {
    if (!ended) {
      ended = true;
      answer.onCompleted();
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The client has left: nobody is to be told.
    ended = true;
  }

  private void ask() {
    if (!ended && !asked && answer.isReady()) {
      asked = true;
      answer.request(1);
    }
  }
}
