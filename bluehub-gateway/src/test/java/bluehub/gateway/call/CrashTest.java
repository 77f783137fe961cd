package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.LiveTable;
import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.site.Site;
import bluehub.gateway.upstream.EventLoops;
import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A mistake in the gateway itself: the client learns that there was one, the log learns which. */
@ExtendWith(OutputCaptureExtension.class)
class CrashTest {
  private static final HttpSettings SETTINGS =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("bluehub.http", HttpSettings.class);

  @Test
  void begin_thatCrashes_is500WithoutDetail_andIsLogged(CapturedOutput output) {
    Answer answer = new Answer();
    try (EventLoops loops = new EventLoops(1)) {
      Lanes lanes = lanes(loops, null);
      lanes.all().getFirst().take(new Crashing(), answer).begin();

      assertThat(answer.status).isEqualTo(500);
      assertThat(answer.body)
          .isEqualTo(
              "{\"code\":13,\"message\":\"The gateway failed. Its log tells more, under request id"
                  + " id-9.\"}");
      assertThat(output).contains("id-9").contains("the secret reason").contains("\tat ");
      assertThat(lanes.inFlight()).isZero();
    }
  }

  /** Nobody shall wait for an answer that does not come. */
  @Test
  void answer_thatCrashes_isCutOff(CapturedOutput output) {
    Answer answer = new Answer();
    answer.broken = true;
    try (EventLoops loops = new EventLoops(1)) {
      Lanes lanes = lanes(loops, null);
      lanes.all().getFirst().take(new Sound(), answer).begin();

      assertThat(answer.aborted).isTrue();
      assertThat(output).contains("the broken answer").contains("\tat ");
      assertThat(lanes.inFlight()).isZero();
    }
  }

  /** Who looks on has no say in it. */
  @Test
  void observer_thatCrashes_endsNothing(CapturedOutput output) {
    CallObserver observer =
        _ -> {
          throw new IllegalStateException("the observer's mistake");
        };
    try (EventLoops loops = new EventLoops(1)) {
      Lanes lanes = lanes(loops, observer);
      Lane lane = lanes.all().getFirst();
      Answer answer = new Answer();
      lane.take(new Sound(), answer).begin();
      Answer refused = new Answer();
      lane.take(new Sound(), refused).refuse(RequestFault.invalid("no"));
      lane.take(new Sound(), new Answer()).gone();

      assertThat(answer.status).isEqualTo(404);
      assertThat(answer.aborted).isFalse();
      assertThat(refused.status).isEqualTo(400);
      assertThat(output.toString().split("the observer's mistake", -1)).hasSize(4);
      assertThat(lanes.inFlight()).isZero();
    }
  }

  private static Lanes lanes(EventLoops loops, @Nullable CallObserver observer) {
    return new Lanes(
        loops,
        new LiveTable(ErrorFormat.STATUS),
        SETTINGS,
        (_, _, _, _) -> RouteRecorder.NONE,
        Site.NONE,
        observer);
  }

  /** A request that breaks when its path is asked for the first time. */
  private static final class Crashing extends Sound {
    private boolean crashed;

    @Override
    public String path() {
      if (!crashed) {
        crashed = true;
        throw new IllegalStateException("the secret reason");
      }
      return super.path();
    }
  }

  /** A request that no route has. */
  private static class Sound implements Request {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public @Nullable String header(CharSequence name) {
      return name.toString().equals("x-request-id") ? "id-9" : null;
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> headers() {
      return Collections.emptyIterator();
    }

    @Override
    public long declaredLength() {
      return -1;
    }
  }

  private static final class Answer implements Responder {
    private int status;
    private String body = "";
    private boolean broken;
    private boolean aborted;

    @Override
    public void proceed() {
      throw new AssertionError("Nobody waits");
    }

    @Override
    public void hold() {
      throw new AssertionError("No body");
    }

    @Override
    public void resume() {
      throw new AssertionError("No body");
    }

    @Override
    public ByteBuf buffer(int capacity) {
      return Unpooled.buffer(capacity);
    }

    @Override
    public void answer(ResponseHead head, ByteBuf bytes) {
      if (broken) {
        bytes.release();
        throw new IllegalStateException("the broken answer");
      }
      status = head.status();
      body = bytes.toString(StandardCharsets.UTF_8);
      bytes.release();
    }

    @Override
    public void begin(ResponseHead head) {
      throw new AssertionError("No stream");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      throw new AssertionError("No stream");
    }

    @Override
    public boolean takesTrailers() {
      return false;
    }

    @Override
    public void trailer(String name, String value) {
      throw new AssertionError("No stream");
    }

    @Override
    public void end() {
      throw new AssertionError("No stream");
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public boolean writable() {
      return true;
    }
  }
}
