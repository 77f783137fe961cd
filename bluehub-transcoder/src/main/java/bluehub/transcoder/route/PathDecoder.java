package bluehub.transcoder.route;

import bluehub.transcoder.template.PercentEncoding;
import java.nio.charset.StandardCharsets;

/** Percent-decodes parts of paths that {@link RawPath} has checked. */
final class PathDecoder {

  /** Which escapes stay as they came. */
  enum Keep {
    NONE,
    SLASH,
    RESERVED
  }

  private PathDecoder() {}

  /** Decodes {@code path} from {@code start} to {@code end}. */
  static String decode(String path, int start, int end, Keep keep) {
    int escape = path.indexOf('%', start, end);
    if (escape < 0) {
      return path.substring(start, end);
    }
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; ) {
      char c = path.charAt(i);
      if (c != '%') {
        bytes[length++] = (byte) c;
        i++;
        continue;
      }
      int value = PercentEncoding.escapedByte(path, i, end);
      if (stays(value, keep)) {
        for (int last = i + 3; i < last; i++) {
          bytes[length++] = (byte) path.charAt(i);
        }
      } else {
        bytes[length++] = (byte) value;
        i += 3;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean stays(int value, Keep keep) {
    return switch (keep) {
      case NONE -> false;
      case SLASH -> value == '/';
      case RESERVED -> PercentEncoding.isReserved(value);
    };
  }
}
