package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.example.v1.HelloWorldServiceGrpc;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools and load balancers ask a gRPC server. */
@TestInstance(Lifecycle.PER_CLASS)
class ReflectionAndHealthTest {
  private final RunningRouter router = RunningRouter.start();

  @AfterAll
  void stop() {
    router.close();
  }

  @Test
  void reflection_services_areListed() {
    ServerReflectionResponse answer =
        reflect(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(answer.getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains(HelloWorldServiceGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
  }

  @Test
  void reflection_schemaOfTheService_comesWithTheTypesOfErrorDetails()
      throws InvalidProtocolBufferException {
    ServerReflectionResponse answer =
        reflect(
            ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(HelloWorldServiceGrpc.SERVICE_NAME)
                .build());
    List<String> files = new ArrayList<>();
    for (ByteString file : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
      files.add(FileDescriptorProto.parseFrom(file).getName());
    }
    assertThat(files)
        .contains("bluehub/example/v1/hello_world.proto", "google/rpc/error_details.proto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HelloWorldServiceGrpc.SERVICE_NAME})
  void health_running_isServing(String service) {
    Iterator<HealthCheckResponse> states =
        HealthGrpc.newBlockingStub(router.channel())
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .watch(HealthCheckRequest.newBuilder().setService(service).build());
    List<ServingStatus> seen = new ArrayList<>();
    while (!seen.contains(ServingStatus.SERVING)) { // a look at the start may still be under way
      seen.add(states.next().getStatus());
    }
    assertThat(seen).doesNotContain(ServingStatus.SERVICE_UNKNOWN);
  }

  @Test
  void health_unknownService_isNotFound() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                HealthGrpc.newBlockingStub(router.channel())
                    .check(HealthCheckRequest.newBuilder().setService("no.such.Service").build()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
  }

  private ServerReflectionResponse reflect(ServerReflectionRequest request) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(router.channel())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer.join();
  }
}
