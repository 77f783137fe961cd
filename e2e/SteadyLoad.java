import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends GETs at a steady rate over keep-alive connections, and counts those that fail: {@code java
 * SteadyLoad.java URL RATE CONNECTIONS SECONDS FILE}. Stops after SECONDS, or as soon as FILE is there, and prints
 * {@code N requests, M failed}, with the first failures before it. A failure is an answer other than 200, a body other
 * than the first one, a connection that is refused or broken, or ten seconds without an answer. Nothing is sent again;
 * a connection is given up only after an answer that says so ({@code Connection: close}).
 */
final class SteadyLoad {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SHOWN = 10;

  private final URI url;
  private final byte[] request;
  private final long period;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile String expected;

  private SteadyLoad(URI url, long period) {
    this.url = url;
    this.period = period;
    this.request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(url.getRawPath(), url.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] args) throws InterruptedException {
    int rate = Integer.parseInt(args[1]);
    int connections = Integer.parseInt(args[2]);
    Instant end = Instant.now().plusSeconds(Long.parseLong(args[3]));
    Path stop = Path.of(args[4]);
    SteadyLoad load = new SteadyLoad(URI.create(args[0]), 1_000_000_000L * connections / rate);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      long first = System.nanoTime() + load.period * i / connections;
      threads.add(Thread.ofPlatform().start(() -> load.run(first)));
    }
    while (Instant.now().isBefore(end) && !Files.exists(stop)) {
      Thread.sleep(Duration.ofMillis(100));
    }
    load.stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    load.failures.forEach(System.out::println);
    System.out.println(load.sent + " requests, " + load.failed + " failed");
  }

  /** One connection after another, a request each period; one that is late is not made up for. */
  private void run(long first) {
    Connection connection = null;
    long next = first;
    while (!stopped) {
      LockSupport.parkNanos(next - System.nanoTime());
      next = Math.max(next + period, System.nanoTime());
      sent.incrementAndGet();
      try {
        if (connection == null) {
          connection = new Connection(url);
        }
        String body = connection.ask(request);
        if (expected == null) {
          expected = body;
        }
        if (!body.equals(expected)) {
          fail("another body: " + body);
        }
        if (connection.isLast()) {
          connection.close();
          connection = null;
        }
      } catch (IOException e) {
        fail(e.toString());
        if (connection != null) {
          connection.close();
          connection = null;
        }
      }
    }
    if (connection != null) {
      connection.close();
    }
  }

  private void fail(String why) {
    if (failed.incrementAndGet() <= SHOWN) {
      failures.add(Instant.now() + " " + why);
    }
  }

  /** A connection that knows as much of HTTP/1.1 as it needs. */
  private static final class Connection {
    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean last;

    Connection(URI url) throws IOException {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    String ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      int length = -1;
      String line;
      while (!(line = line()).isEmpty()) {
        String field = line.toLowerCase(Locale.ROOT).replace(" ", "");
        if (field.startsWith("content-length:")) {
          length = Integer.parseInt(field.substring("content-length:".length()));
        } else if (field.equals("connection:close")) {
          last = true;
        }
      }
      if (length < 0) {
        throw new IOException("an answer without Content-Length: " + status);
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (!status.startsWith("HTTP/1.1 200 ")) {
        throw new IOException(status + " " + body);
      }
      return body;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int next;
      while ((next = in.read()) != '\n') {
        if (next < 0) {
          throw new EOFException("the connection ended before the answer");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    boolean isLast() {
      return last;
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
