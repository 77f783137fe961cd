package bluehub.load.backend;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a number of calls under way: each that ends is followed by the next. */
final class ClosedLoop {
  private final ManagedChannel channel;
  private final RawMethod method;
  private final byte[] request;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  // Written before the first call starts.
  private long end;

  ClosedLoop(ManagedChannel channel, RawMethod method, Path json) throws IOException {
    this.channel = channel;
    this.method = method;
    this.request = method.encode(Files.readString(json));
  }

  /** Gives answered calls, failed calls, and the nanoseconds from the first to the last. */
  String run(int calls, int seconds) throws InterruptedException {
    long start = System.nanoTime();
    end = start + TimeUnit.SECONDS.toNanos(seconds);
    var running = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      next(running);
    }
    running.await();
    return "%d %d %d".formatted(answered.get(), errors.get(), System.nanoTime() - start);
  }

  private void next(CountDownLatch running) {
    if (System.nanoTime() > end) {
      running.countDown();
      return;
    }
    ClientCall<byte[], byte[]> call = channel.newCall(method.call(), CallOptions.DEFAULT);
    call.start(new Answer(call, running), new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
  }

  private final class Answer extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final CountDownLatch running;

    Answer(ClientCall<byte[], byte[]> call, CountDownLatch running) {
      this.call = call;
      this.running = running;
    }

    @Override
    public void onMessage(byte[] message) {
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      (status.isOk() ? answered : errors).incrementAndGet();
      next(running);
    }
  }
}
