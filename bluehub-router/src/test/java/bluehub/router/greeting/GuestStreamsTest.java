package bluehub.router.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.GreetEachRequest;
import bluehub.example.v1.GreetEachResponse;
import bluehub.example.v1.GreetTogetherRequest;
import bluehub.example.v1.GreetTogetherResponse;
import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.example.v1.HelloWorldServiceGrpc.HelloWorldServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of names. Everything runs on the test's thread. */
class GuestStreamsTest {
  private final String name = InProcessServerBuilder.generateName();
  private final HeldPacer pacer = new HeldPacer();
  private final Server server =
      InProcessServerBuilder.forName(name)
          .directExecutor()
          .addService(new HelloWorldService(InstantSource.system(), pacer))
          .build();
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName(name).directExecutor().build();
  private final HelloWorldServiceStub stub = HelloWorldServiceGrpc.newStub(channel);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    pacer.shutdownNow();
  }

  /** Keeps what comes; takes one message at a time where it is to hold back. */
  private static final class Answers<Q, A> implements ClientResponseObserver<Q, A> {
    private final boolean holdsBack;
    private final List<A> taken = new ArrayList<>();
    private @Nullable ClientCallStreamObserver<Q> call;
    private @Nullable Status end;

    Answers(boolean holdsBack) {
      this.holdsBack = holdsBack;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> requests) {
      call = requests;
      if (holdsBack) {
        requests.disableAutoRequestWithInitial(0);
      }
    }

    @Override
    public void onNext(A answer) {
      taken.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      end = Status.fromThrowable(failure);
    }

    @Override
    public void onCompleted() {
      end = Status.OK;
    }

    void request(int count) {
      if (call != null) {
        call.request(count);
      }
    }

    Status.@Nullable Code code() {
      return end == null ? null : end.getCode();
    }
  }

  private static GreetTogetherRequest guest(String name) {
    return GreetTogetherRequest.newBuilder().setName(name).build();
  }

  private static GreetEachRequest each(String name) {
    return GreetEachRequest.newBuilder().setName(name).build();
  }

  @Test
  void together_names_areGreetedInTheirOrder() {
    Answers<GreetTogetherRequest, GreetTogetherResponse> answers = new Answers<>(false);
    StreamObserver<GreetTogetherRequest> guests = stub.greetTogether(answers);
    guests.onNext(guest("yui"));
    guests.onNext(guest("mio"));
    guests.onCompleted();

    assertThat(answers.taken)
        .containsExactly(
            GreetTogetherResponse.newBuilder().setMessage("Hello yui, mio").setCount(2).build());
    assertThat(answers.code()).isEqualTo(Status.Code.OK);
  }

  @Test
  void together_nobody_isInvalid() {
    Answers<GreetTogetherRequest, GreetTogetherResponse> answers = new Answers<>(false);
    stub.greetTogether(answers).onCompleted();

    assertThat(answers.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void together_oneTooMany_isInvalidAtOnce() {
    Answers<GreetTogetherRequest, GreetTogetherResponse> answers = new Answers<>(false);
    StreamObserver<GreetTogetherRequest> guests = stub.greetTogether(answers);
    for (int i = 0; i < 100; i++) {
      guests.onNext(guest("yui"));
    }
    assertThat(answers.code()).isNull();
    guests.onNext(guest("mio"));

    assertThat(answers.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void each_name_isGreetedAtOnce() {
    Answers<GreetEachRequest, GreetEachResponse> answers = new Answers<>(false);
    StreamObserver<GreetEachRequest> guests = stub.greetEach(answers);
    guests.onNext(each("yui"));
    assertThat(answers.taken)
        .extracting(GreetEachResponse::getMessage)
        .containsExactly("Hello yui");
    guests.onNext(each("mio"));
    assertThat(answers.taken).hasSize(2);
    guests.onCompleted();

    assertThat(answers.code()).isEqualTo(Status.Code.OK);
  }

  @Test
  void each_badName_endsTheTalk() {
    Answers<GreetEachRequest, GreetEachResponse> answers = new Answers<>(false);
    StreamObserver<GreetEachRequest> guests = stub.greetEach(answers);
    guests.onNext(each("yui"));
    guests.onNext(each(""));

    assertThat(answers.taken).hasSize(1);
    assertThat(answers.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void each_readerThatHoldsBack_isNotOverrun() {
    Answers<GreetEachRequest, GreetEachResponse> answers = new Answers<>(true);
    StreamObserver<GreetEachRequest> guests = stub.greetEach(answers);
    guests.onNext(each("yui"));
    guests.onNext(each("mio"));
    guests.onCompleted();
    assertThat(answers.taken).isEmpty();
    answers.request(1);
    assertThat(answers.taken).hasSize(1);
    answers.request(5);

    assertThat(answers.taken).hasSize(2);
    assertThat(answers.code()).isEqualTo(Status.Code.OK);
  }
}
