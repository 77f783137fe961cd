package bluehub.nginx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands where the gateway stands, on a loopback port, and answers as the test says. */
final class Gateway implements Closeable {
  private final ServerSocket server;
  private final Answer answer;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Head> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  Gateway(int port, Answer answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers each request with 200 and the text. */
  static Answer text(String text, String... fields) {
    return (head, in, out) -> {
      in.skipNBytes(head.contentLength());
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Length: "
                  + text.length()
                  + "\r\n"
                  + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n")
                  + "\r\n"
                  + text)
              .getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    };
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections nginx has opened. */
  int connections() {
    return connections.get();
  }

  /** The heads of the requests that came, in order. */
  List<Head> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (true) {
        Head head = Head.read(socket.getInputStream());
        if (head.first().isEmpty()) {
          return;
        }
        requests.add(head);
        answer.answer(head, socket.getInputStream(), socket.getOutputStream());
      }
    } catch (IOException e) {
      // nginx has closed the connection, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** What the gateway does with a request whose head it has read. */
  interface Answer {
    void answer(Head head, InputStream in, OutputStream out) throws IOException;
  }
}
