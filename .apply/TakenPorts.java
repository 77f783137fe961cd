import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Prints those of the given TCP ports, one a line, on which this machine's loopback address is taken:
 * {@code java TakenPorts.java PORT...}.
 */
final class TakenPorts {
  public static void main(String[] args) {
    for (String port : args) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      if (answers(address) || !binds(address)) {
        System.out.println(port);
      }
    }
  }

  // Some systems let a second socket bind beside one that listens on all addresses.
  private static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean binds(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
