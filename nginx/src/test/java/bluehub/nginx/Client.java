package bluehub.nginx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to nginx that sends what it is told to, byte for byte. */
final class Client implements Closeable {
  private final Socket socket;

  Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /** Sends a request without a body on a connection of its own. */
  static Response get(int port, String target, String... fields) throws IOException {
    try (Client client = new Client(port)) {
      return client.send(
          "GET " + target + " HTTP/1.1\r\nHost: front.test\r\n" + lines(fields) + "\r\n");
    }
  }

  /** Sends the text as it is on a connection of its own. */
  static Response raw(int port, String text) throws IOException {
    try (Client client = new Client(port)) {
      return client.send(text);
    }
  }

  Response send(String text) throws IOException {
    write(text);
    return response();
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The next whole response, whose length must be given by Content-Length. */
  Response response() throws IOException {
    Head head = Head.read(in());
    return new Response(head, text(head.contentLength()));
  }

  Head head() throws IOException {
    return Head.read(in());
  }

  /** The next characters of the body, as soon as they are there. */
  String text(int length) throws IOException {
    return new String(in().readNBytes(length), StandardCharsets.UTF_8);
  }

  private InputStream in() throws IOException {
    return socket.getInputStream();
  }

  private static String lines(String... fields) {
    return fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
