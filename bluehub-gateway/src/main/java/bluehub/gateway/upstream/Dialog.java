package bluehub.gateway.upstream;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call that streams in both directions, for a thread that may wait: one answer for each question.
 * For one thread at a time, and never an event loop's.
 */
public final class Dialog implements AutoCloseable {
  private final EventLoop loop;
  private final long deadline;

  /** Messages as byte arrays, and at the end a {@link RawStatus}. */
  private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

  /** Of the event loop alone. */
  private @Nullable RawCall call;

  private @Nullable RawStatus end;

  Dialog(
      EventLoop loop, RawChannel channel, RawMethod method, RawMetadata metadata, Duration limit) {
    this.loop = loop;
    this.deadline = System.nanoTime() + limit.toNanos();
    onLoop(() -> call = channel.start(method, metadata, limit.toNanos(), new Answers()));
  }

  /**
   * Sends a message and waits for the next one that comes.
   *
   * @throws DialogException when the call ends instead
   * @throws InterruptedException when the thread was interrupted; the call should be closed then
   */
  public byte[] ask(byte[] question) throws DialogException, InterruptedException {
    if (end == null) {
      onLoop(
          () -> {
            RawCall current = call;
            if (current != null) {
              current.send(question);
              current.request(1);
            }
          });
      Object next = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next instanceof byte[] message) {
        return message;
      }
      end = next == null ? RawStatus.DEADLINE : (RawStatus) next;
    }
    throw new DialogException(end);
  }

  /** Ends the call, if it goes on. */
  @Override
  public void close() {
    onLoop(
        () -> {
          RawCall current = call;
          if (current != null) {
            current.cancel();
          }
        });
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      answers.add(RawStatus.STOPPED);
    }
  }

  /** Puts down what comes, for the thread that waits. */
  private final class Answers implements RawCall.Listener {
    @Override
    public void ready() {}

    @Override
    public void headers(RawMetadata metadata) {}

    @Override
    public void message(byte[] bytes, int length) {
      answers.add(Arrays.copyOf(bytes, length));
    }

    @Override
    public void closed(RawStatus status) {
      call = null;
      answers.add(status);
    }
  }
}
