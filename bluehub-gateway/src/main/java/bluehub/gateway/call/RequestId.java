package bluehub.gateway.call;

import io.netty.util.AsciiString;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The name of a request in logs on both sides of the gateway. */
final class RequestId {
  static final AsciiString HEADER = AsciiString.cached("x-request-id");

  private static final int MAX_LENGTH = 128;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private RequestId() {}

  /** The client's own where it is sane, else a new one of 32 hexadecimal digits. */
  static String of(@Nullable String sent) {
    return sent != null && sane(sent) ? sent : random();
  }

  /** Letters, digits and the punctuation of common schemes: nothing that a log could trip over. */
  private static boolean sane(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean ok =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.:+/=~@".indexOf(c) >= 0;
      if (!ok) {
        return false;
      }
    }
    return true;
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex(random.nextLong(), random.nextLong());
  }

  /** 32 hexadecimal digits. */
  static String hex(long first, long second) {
    char[] id = new char[32];
    hex(first, id, 0);
    hex(second, id, 16);
    return new String(id);
  }

  private static void hex(long bits, char[] target, int at) {
    for (int i = 0; i < 16; i++) {
      target[at + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xf];
    }
  }
}
