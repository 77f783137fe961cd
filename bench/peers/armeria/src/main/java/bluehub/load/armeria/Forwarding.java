package bluehub.load.armeria;

import bluehub.load.v1.LoadServiceGrpc;
import bluehub.load.v1.LoadServiceGrpc.LoadServiceStub;
import bluehub.load.v1.Order;
import bluehub.load.v1.SayHelloRequest;
import bluehub.load.v1.SayHelloResponse;
import bluehub.load.v1.StreamHelloRequest;
import bluehub.load.v1.StreamHelloResponse;
import io.grpc.stub.StreamObserver;

/** Calls the backend and passes its messages on. */
final class Forwarding extends LoadServiceGrpc.LoadServiceImplBase {
  private final LoadServiceStub backend;

  Forwarding(LoadServiceStub backend) {
    this.backend = backend;
  }

  @Override
  public void sayHello(SayHelloRequest request, StreamObserver<SayHelloResponse> answer) {
    backend.sayHello(request, answer);
  }

  @Override
  public void echo(Order request, StreamObserver<Order> answer) {
    backend.echo(request, answer);
  }

  @Override
  public void streamHello(StreamHelloRequest request, StreamObserver<StreamHelloResponse> answer) {
    backend.streamHello(request, answer);
  }
}
