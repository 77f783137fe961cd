package bluehub.gateway.ops;

import bluehub.gateway.call.CallObserver;
import bluehub.gateway.settings.AccessLogSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line of JSON for each request, on a thread of its own. An event loop only puts the
 * record into a queue; when the disk or the pipe cannot follow, lines are dropped and counted.
 */
public final class AccessLog implements CallObserver, MeterBinder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final int CLOSE_MILLIS = 2_000;

  private final OutputStream target;
  private final BlockingQueue<CallRecord> queue;
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
  private volatile boolean closed;

  /**
   * @param target is flushed when the queue is empty, and not closed
   */
  public AccessLog(AccessLogSettings settings, OutputStream target) {
    this.target = new BufferedOutputStream(target, 1 << 16);
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
  }

  @Override
  public void ended(CallRecord record) {
    if (!queue.offer(record)) {
      dropped.increment();
    }
  }

  /** Lines that were dropped since the start. */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("bluehub.access.log.dropped", dropped, LongAdder::sum)
        .description("Lines of the access log that could not be written in time")
        .register(registry);
  }

  /** Writes what is queued, and ends; waits a moment at most. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        write();
      }
    } catch (IOException e) {
      log.error("The access log cannot be written and ends", e);
    }
  }

  private void write() throws IOException {
    CallRecord record = queue.poll();
    if (record == null) {
      target.flush();
      try {
        record = queue.take();
      } catch (InterruptedException e) {
        // Closed: the loop ends when the queue is empty.
        return;
      }
    }
    target.write(AccessLine.of(record, Instant.now()).getBytes(StandardCharsets.UTF_8));
    if (queue.isEmpty()) {
      target.flush();
    }
  }
}
