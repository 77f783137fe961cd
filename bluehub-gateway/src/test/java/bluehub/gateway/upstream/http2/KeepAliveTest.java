package bluehub.gateway.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.upstream.http2.Wire.Sent;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A peer that falls silent, by a clock that the test moves. */
class KeepAliveTest {
  private static final int INTERVAL = 60;
  private static final int TIMEOUT = 10;
  private static final byte[] ANSWER = Wire.frame(Frame.PING, Frame.ACK, 0, new byte[8]);

  private static ScriptedPeer peer(boolean idle) {
    Pings pings =
        new Pings(TimeUnit.SECONDS.toNanos(INTERVAL), TimeUnit.SECONDS.toNanos(TIMEOUT), idle);
    ScriptedPeer peer = new ScriptedPeer(1, pings);
    peer.says(Wire.settings());
    peer.sees();
    return peer;
  }

  private static List<Sent> pings(ScriptedPeer peer) {
    return peer.sees().stream().filter(f -> f.type() == Frame.PING).toList();
  }

  /** The first interval is the one that the peer's SETTINGS came in. */
  private static void passInterval(ScriptedPeer peer) {
    peer.waits(INTERVAL);
    assertThat(pings(peer)).isEmpty();
  }

  @Test
  void silence_isAskedAbout_onceInAnInterval() {
    try (ScriptedPeer peer = peer(false)) {
      peer.open(0);
      passInterval(peer);
      peer.waits(INTERVAL - 1);
      assertThat(pings(peer)).isEmpty();
      peer.waits(1);
      assertThat(pings(peer)).singleElement().extracting(Sent::flags).isEqualTo(0);
      peer.says(ANSWER);
      peer.waits(INTERVAL - 1);
      assertThat(pings(peer)).isEmpty();
      peer.waits(1);
      assertThat(pings(peer)).hasSize(1);
    }
  }

  @Test
  void silence_afterThePing_endsTheConnection_andItsStreamsAreLost() {
    try (ScriptedPeer peer = peer(false)) {
      RecordedStream stream = peer.open(0);
      passInterval(peer);
      peer.waits(INTERVAL);
      peer.waits(TIMEOUT - 1);
      assertThat(peer.channel.isOpen()).isTrue();
      peer.waits(1);

      assertThat(stream.told).containsExactly("LOST 0");
      assertThat(peer.channel.isOpen()).isFalse();
      assertThat(peer.events).containsExactly("settled", "closed");
    }
  }

  @Test
  void answer_thatWasReadTooLate_bringsNothingBackToLife() {
    try (ScriptedPeer peer = peer(true)) {
      passInterval(peer);
      peer.waits(INTERVAL + TIMEOUT);
      assertThat(peer.channel.isOpen()).isFalse();
      peer.sees();
      peer.connection.channelRead(
          peer.channel.pipeline().firstContext(), Unpooled.copiedBuffer(ANSWER));

      assertThat(peer.channel.runScheduledPendingTasks()).isEqualTo(-1);
    }
  }

  @Test
  void anything_afterThePing_isAnAnswer() {
    try (ScriptedPeer peer = peer(false)) {
      peer.open(0);
      passInterval(peer);
      peer.waits(INTERVAL);
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 0, 1));
      peer.waits(TIMEOUT);

      assertThat(peer.channel.isOpen()).isTrue();
    }
  }

  @Test
  void peerThatTalks_isNotAsked() {
    try (ScriptedPeer peer = peer(true)) {
      peer.open(0);
      for (int i = 0; i < 5; i++) {
        peer.waits(INTERVAL);
        peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 0, 1));
      }

      assertThat(pings(peer)).isEmpty();
    }
  }

  @Test
  void withoutStreams_nobodyIsAsked_unlessSetSo() {
    try (ScriptedPeer quiet = peer(false);
        ScriptedPeer idle = peer(true)) {
      passInterval(quiet);
      passInterval(idle);
      quiet.waits(INTERVAL);
      idle.waits(INTERVAL);
      assertThat(pings(quiet)).isEmpty();
      assertThat(pings(idle)).hasSize(1);

      // A stream that comes later is looked after all the same.
      quiet.open(0);
      quiet.waits(INTERVAL);
      assertThat(pings(quiet)).hasSize(1);
    }
  }

  @Test
  void none_asksNever() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      peer.open(0);
      peer.sees();
      peer.waits(10_000);

      assertThat(peer.sees()).isEmpty();
      assertThat(peer.channel.isOpen()).isTrue();
    }
  }

  @Test
  void goAway_forTooManyPings_isTold_beforeTheConnectionLeaves() {
    try (ScriptedPeer peer = peer(false)) {
      peer.open(0);
      peer.says(Wire.numbers(Frame.GOAWAY, 0, 1, ErrorCode.ENHANCE_YOUR_CALM));

      assertThat(peer.events).containsExactly("settled", "too lively", "leaving");
    }
  }

  @Test
  void goAway_forOtherReasons_orWithoutPings_isNotForThem() {
    try (ScriptedPeer peer = peer(false);
        ScriptedPeer without = ScriptedPeer.settled()) {
      peer.open(0);
      peer.says(Wire.numbers(Frame.GOAWAY, 0, 1, ErrorCode.NO_ERROR));
      without.open(0);
      without.says(Wire.numbers(Frame.GOAWAY, 0, 1, ErrorCode.ENHANCE_YOUR_CALM));

      assertThat(peer.events).containsExactly("settled", "leaving");
      assertThat(without.events).containsExactly("settled", "leaving");
    }
  }
}
