package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Service;

class UnexpectedFaultsTest {
  private static final MethodDescriptor<Empty, Empty> MISTAKEN = method("Mistaken");
  private static final MethodDescriptor<Empty, Empty> REFUSING = method("Refusing");

  @Test
  void call_serviceMakesAMistake_isInternalAndTellsTheClientNothingOfIt() {
    Status status = statusOf(MISTAKEN);
    assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.getDescription()).isEqualTo("The service made a mistake; its log tells more");
  }

  @Test
  void call_serviceThrowsAStatus_isThatStatus() {
    Status status = statusOf(REFUSING);
    assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(status.getDescription()).isEqualTo("no such greeting");
  }

  private static Status statusOf(MethodDescriptor<Empty, Empty> method) {
    try (RunningRouter router = RunningRouter.start(List.of(Broken.class))) {
      return catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(
                      router.channel(), method, CallOptions.DEFAULT, Empty.getDefaultInstance()))
          .getStatus();
    }
  }

  private static MethodDescriptor<Empty, Empty> method(String name) {
    return MethodDescriptor.<Empty, Empty>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName("test.Broken/" + name)
        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .build();
  }

  @Service
  static final class Broken implements BindableService {
    @Override
    public ServerServiceDefinition bindService() {
      return ServerServiceDefinition.builder("test.Broken")
          .addMethod(
              MISTAKEN,
              ServerCalls.asyncUnaryCall(
                  (request, answer) -> {
                    throw new IllegalStateException("jdbc:secret");
                  }))
          .addMethod(
              REFUSING,
              ServerCalls.asyncUnaryCall(
                  (request, answer) -> {
                    throw Status.NOT_FOUND.withDescription("no such greeting").asRuntimeException();
                  }))
          .build();
    }
  }
}
