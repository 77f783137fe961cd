package bluehub.router;

import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.StreamGreetingsResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client of StreamGreetings that takes only what it asks for. */
public final class GreetingReader
    implements ClientResponseObserver<StreamGreetingsRequest, StreamGreetingsResponse> {
  private final List<StreamGreetingsResponse> taken = new CopyOnWriteArrayList<>();
  private final CompletableFuture<StreamGreetingsResponse> first = new CompletableFuture<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<StreamGreetingsRequest> call;

  @Override
  public void beforeStart(ClientCallStreamObserver<StreamGreetingsRequest> requestStream) {
    call = requestStream;
    requestStream.disableAutoRequestWithInitial(0);
  }

  /** Asks for so many greetings more. */
  public void request(int count) {
    call().request(count);
  }

  public void cancel() {
    call().cancel("the reader has left", null);
  }

  public List<StreamGreetingsResponse> taken() {
    return taken;
  }

  public List<Integer> numbers() {
    return taken.stream().map(StreamGreetingsResponse::getNumber).toList();
  }

  /** Waits for the first greeting. */
  public StreamGreetingsResponse first() {
    return first.join();
  }

  /** Waits for the end. */
  public Status end() {
    return end.join();
  }

  public boolean hasEnded() {
    return end.isDone();
  }

  @Override
  public void onNext(StreamGreetingsResponse greeting) {
    taken.add(greeting);
    first.complete(greeting);
  }

  @Override
  public void onError(Throwable failure) {
    first.completeExceptionally(failure);
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  private ClientCallStreamObserver<StreamGreetingsRequest> call() {
    return Objects.requireNonNull(call, "no call was started with this reader");
  }
}
