package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

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
  void loops_withoutEpoll_areNio() {
    try (EventLoops loops = new EventLoops(1, false)) {
      assertThat(loops.serverChannelType()).isEqualTo(NioServerSocketChannel.class);
    }
  }
}
