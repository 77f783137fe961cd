package bluehub.load.backend;

import bluehub.load.v1.LoadServiceGrpc;
import bluehub.load.v1.Order;
import bluehub.load.v1.SayHelloRequest;
import bluehub.load.v1.SayHelloResponse;
import bluehub.load.v1.StreamHelloRequest;
import bluehub.load.v1.StreamHelloResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Answers at once and keeps nothing; a stream goes as fast as its reader. */
final class LoadService extends LoadServiceGrpc.LoadServiceImplBase {
  @Override
  public void sayHello(SayHelloRequest request, StreamObserver<SayHelloResponse> answer) {
    answer.onNext(greeting(request.getName()));
    answer.onCompleted();
  }

  static SayHelloResponse greeting(String name) {
    return SayHelloResponse.newBuilder().setMessage("Hello " + name).build();
  }

  @Override
  public void echo(Order request, StreamObserver<Order> answer) {
    answer.onNext(request);
    answer.onCompleted();
  }

  @Override
  public void streamHello(StreamHelloRequest request, StreamObserver<StreamHelloResponse> answer) {
    var call = (ServerCallStreamObserver<StreamHelloResponse>) answer;
    var greetings = new Greetings(request, call);
    call.setOnReadyHandler(greetings::send);
  }

  /** The rest of one stream. */
  private static final class Greetings {
    private final StreamHelloResponse.Builder next;
    private final int count;
    private final ServerCallStreamObserver<StreamHelloResponse> call;
    // Written by the call's own thread alone.
    private int sent;

    Greetings(StreamHelloRequest request, ServerCallStreamObserver<StreamHelloResponse> call) {
      this.next = StreamHelloResponse.newBuilder().setMessage("Hello " + request.getName());
      this.count = request.getCount();
      this.call = call;
    }

    void send() {
      if (sent == count) {
        return;
      }
      while (call.isReady() && sent < count) {
        sent++;
        call.onNext(next.setNumber(sent).build());
      }
      if (sent == count) {
        call.onCompleted();
      }
    }
  }
}
