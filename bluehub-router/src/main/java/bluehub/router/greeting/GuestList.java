package bluehub.router.greeting;

import bluehub.example.v1.GreetTogetherRequest;
import bluehub.example.v1.GreetTogetherResponse;
import bluehub.router.request.RequestRules;
import bluehub.router.request.Violations;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** One call of GreetTogether: gathers names, and greets them all at the end. For one thread. */
final class GuestList implements StreamObserver<GreetTogetherRequest> {
  private final StreamObserver<GreetTogetherResponse> answer;
  private final List<String> names = new ArrayList<>();
  private boolean refused;

  GuestList(StreamObserver<GreetTogetherResponse> answer) {
    this.answer = answer;
  }

  @Override
  public void onNext(GreetTogetherRequest request) {
    if (!refuse(RequestRules.of(request, names.size() + 1))) {
      names.add(request.getName());
    }
  }

  @Override
  public void onCompleted() {
    if (!refuse(RequestRules.ofPeople(names.size()))) {
      answer.onNext(
          GreetTogetherResponse.newBuilder()
              .setMessage(Greeting.hello(String.join(", ", names)))
              .setCount(names.size())
              .build());
      answer.onCompleted();
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The client has left: nobody is to be told.
    refused = true;
  }

  private boolean refuse(Violations violations) {
    if (!refused && violations.any()) {
      refused = true;
      answer.onError(violations.toException());
    }
    return refused;
  }
}
