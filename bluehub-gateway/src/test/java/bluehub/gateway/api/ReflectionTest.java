package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that services tell themselves. */
class ReflectionTest {
  private final ReflectingService service = new ReflectingService().answering(ReflectionTest::echo);

  @AfterEach
  void stop() {
    service.close();
  }

  private static void echo(ServedCall call) throws Exception {
    call.sendBytes(call.take()).end();
  }

  private static Answer get(Gateway gateway, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read();
    }
  }

  private Gateway gateway(String... more) {
    return new Gateway(service.port(), service.settings("router", more));
  }

  private SchemaState refusal(Gateway gateway) throws InterruptedException {
    return gateway.awaitSchema(state -> !state.problems().isEmpty() && gateway.upstream().live());
  }

  @Test
  void service_isServed_afterTheStart() throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}", "Plain"));
    try (Gateway gateway = gateway()) {
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway, "/v1/say/hi").body()).isEqualTo("{\"text\":\"hi\"}");
      assertThat(state.services()).isEqualTo(1);
      assertThat(state.rpcs()).isEqualTo(2);
      assertThat(state.routes()).isEqualTo(2);
      assertThat(state.source()).isEqualTo("reflection of 127.0.0.1:" + service.port());
    }
  }

  /** One of its answers holds a file and all of its imports. */
  @Test
  void reflectionOfGrpcJava_isUnderstood() throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new HelloWorldServiceGrpc.HelloWorldServiceImplBase() {})
            .addService(ProtoReflectionServiceV1.newInstance())
            .build()
            .start();
    try (Gateway gateway =
        new Gateway(
            server.getPort(),
            "bluehub.upstreams.router.schema.descriptor-set=",
            "bluehub.upstreams.router.schema.comments=" + Gateway.SAMPLE)) {
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(state.services()).isEqualTo(1);
      assertThat(get(gateway, "/v1/example/sayhello/you").status()).isEqualTo(501);
    } finally {
      server.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha"})
  void service_withOneVersionOfReflection_isServed(String version) throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}")).versions(version);
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway, "/v1/say/hi").status()).isEqualTo(200);
    }
  }

  @Test
  void service_withoutReflection_isTold() throws Exception {
    service.versions();
    try (Gateway gateway = gateway()) {
      SchemaState state = refusal(gateway);

      assertThat(state.status()).isEqualTo(Status.WAITING);
      assertThat(state.problems())
          .singleElement()
          .asString()
          .contains("has no server reflection, neither v1 nor v1alpha")
          .contains("set bluehub.upstreams.router.schema.descriptor-set");
      assertThat(get(gateway, "/v1/say/hi").status()).isEqualTo(404);
    }
  }

  @Test
  void service_thatTellsNoFileOfAService_isNotServedInPart() throws Exception {
    service
        .describing(Schemas.service("Echo", "Say=/v1/say/{text}"))
        .listing("test.Echo", "test.Ghost", "test.Spectre");
    try (Gateway gateway = gateway()) {
      assertThat(refusal(gateway).problems())
          .singleElement()
          .asString()
          .contains("it does not tell the file of service test.Ghost: NOT_FOUND: no test.Ghost")
          .contains("of service test.Spectre");
    }
  }

  @Test
  void service_thatIsDenied_isNotAskedFor() throws Exception {
    service
        .describing(Schemas.service("Echo", "Say=/v1/say/{text}"))
        .listing("test.Echo", "test.Ghost");
    try (Gateway gateway = gateway("schema.deny=test.Ghost/*")) {
      gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway, "/v1/say/hi").status()).isEqualTo(200);
    }
  }

  @Test
  void services_listedTwice_andOfGrpcItself_doNoHarm() throws Exception {
    service
        .describing(Schemas.service("Echo", "Say=/v1/say/{text}"))
        .listing("test.Echo", "grpc.reflection.v1.ServerReflection", "test.Echo");
    try (Gateway gateway = gateway()) {
      assertThat(gateway.awaitSchema(each -> each.status() == Status.SERVING).services())
          .isEqualTo(1);
    }
  }

  @Test
  void services_ofGrpcAlone_areTold() throws Exception {
    service.listing("grpc.health.v1.Health");
    try (Gateway gateway = gateway()) {
      assertThat(refusal(gateway).problems())
          .singleElement()
          .asString()
          .contains("it lists no service that settings let be served, of 1 in all");
    }
  }

  /** As of servers that register only what the code generator gave them. */
  @Test
  void import_ofAnnotations_mayBeMissing() throws Exception {
    service.describing(without("google/api/annotations.proto", "google/api/httpbody.proto"));
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway, "/v1/say/hi").body()).isEqualTo("{\"text\":\"hi\"}");
    }
  }

  private static byte[] without(String... names) throws Exception {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    byte[] all = Schemas.service("Echo", "Say=/v1/say/{text}");
    for (FileDescriptorProto file : FileDescriptorSet.parseFrom(all).getFileList()) {
      if (!Arrays.asList(names).contains(file.getName())) {
        set.addFile(file);
      }
    }
    return set.build().toByteArray();
  }

  @Test
  void import_thatIsMissingAndNeeded_isTold_withItsFile() throws Exception {
    FileDescriptorSet.Builder set =
        FileDescriptorSet.parseFrom(Schemas.service("Echo", "Say=/v1/say/{text}")).toBuilder();
    int last = set.getFileCount() - 1;
    set.getFileBuilder(last)
        .addDependency("lost.proto")
        .getServiceBuilder(0)
        .getMethodBuilder(0)
        .setOutputType(".lost.Message");
    service.describing(set.build().toByteArray());
    try (Gateway gateway = gateway()) {
      SchemaState state = refusal(gateway);

      assertThat(state.status()).isEqualTo(Status.REFUSED);
      assertThat(state.problems())
          .anySatisfy(
              problem ->
                  assertThat(problem)
                      .contains("test.proto: imports lost.proto, which the server does not have"))
          .anySatisfy(problem -> assertThat(problem).contains("lost.Message"));
    }
  }

  @Test
  void imports_inACycle_areTold() throws Exception {
    FileDescriptorSet.Builder set =
        FileDescriptorSet.parseFrom(Schemas.service("Echo", "Say=/v1/say/{text}")).toBuilder();
    set.getFileBuilder(set.getFileCount() - 1).addDependency("a.proto");
    set.addFile(FileDescriptorProto.newBuilder().setName("a.proto").addDependency("test.proto"));
    service.describing(set.build().toByteArray());
    try (Gateway gateway = gateway()) {
      assertThat(refusal(gateway).problems())
          .anySatisfy(problem -> assertThat(problem).contains("imports itself"));
    }
  }

  @Test
  void service_thatIsAway_keepsNobodyFromStarting_andIsServedWhenItIsThere() throws Exception {
    service.describing(Schemas.service("Echo", "Say=/v1/say/{text}")).pause();
    try (Gateway gateway = gateway()) {
      gateway.awaitSchema(each -> each.status() == Status.WAITING && !each.problems().isEmpty());
      service.resume();
      gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(get(gateway, "/v1/say/hi").status()).isEqualTo(200);
    }
  }

  @Test
  void settings_chooseAndMoveRoutes() throws Exception {
    service.describing(
        Schemas.service("Echo", "Say=/v1/say/{text}", "Tell=/v1/tell/{text}", "Plain"));
    try (Gateway gateway =
        gateway("schema.deny=test.Echo/Tell", "schema.prefix=/echo", "schema.unannotated=false")) {
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(state.routes()).isEqualTo(1);
      assertThat(get(gateway, "/echo/v1/say/hi").status()).isEqualTo(200);
      assertThat(get(gateway, "/echo/v1/tell/hi").status()).isEqualTo(404);
    }
  }
}
