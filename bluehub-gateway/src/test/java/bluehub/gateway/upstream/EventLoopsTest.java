package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.TestService;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  @Test
  void loops_asManyAsAskedFor() {
    try (EventLoops loops = new EventLoops(3)) {
      assertThat(loops.loops()).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void loops_byDefault_oneForEachProcessor() {
    try (EventLoops loops = new EventLoops(0)) {
      assertThat(loops.loops()).hasSize(Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void gateway_onNio_servesAllTheSame() {
    SayHelloResponse response = SayHelloResponse.newBuilder().setMessage("nio").build();
    try (TestService service = new TestService().answering(call -> call.reply(response));
        Gateway gateway = new Gateway(new EventLoops(1, false), service.port());
        RawClient client = gateway.connect()) {
      String get = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";

      assertThat(client.send(get).read().body()).isEqualTo("{\"message\":\"nio\"}");
    }
  }

  @Test
  void loops_withoutEpoll_areNio() {
    try (EventLoops loops = new EventLoops(1, false)) {
      assertThat(loops.serverChannelType()).isEqualTo(NioServerSocketChannel.class);
    }
  }
}
