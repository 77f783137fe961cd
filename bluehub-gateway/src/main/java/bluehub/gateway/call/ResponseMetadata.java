package bluehub.gateway.call;

import bluehub.gateway.upstream.RawMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * Response metadata as headers. Left out are gRPC's own and those that frame an HTTP answer. Bytes
 * that could end a header field never reach one.
 */
final class ResponseMetadata {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "date",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          RequestId.HEADER.toString());

  private static final byte[] GRPC = "grpc-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTENT_TYPE = "content-type".getBytes(StandardCharsets.US_ASCII);
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private ResponseMetadata() {}

  static void addTo(ResponseHead head, RawMetadata metadata) {
    for (int i = 0; i < metadata.size(); i++) {
      byte[] name = metadata.name(i);
      if (startsWith(name, GRPC) || Arrays.equals(name, CONTENT_TYPE) || !token(name)) {
        continue;
      }
      String text = new String(name, StandardCharsets.US_ASCII);
      if (!LEFT_OUT.contains(text)) {
        head.add(text, value(text, metadata.value(i)));
      }
    }
  }

  private static String value(String name, byte[] value) {
    if (name.endsWith("-bin")) {
      return Base64.getEncoder().withoutPadding().encodeToString(value);
    }
    for (byte b : value) {
      if (b < ' ' || b > '~') {
        return percentEncoded(value);
      }
    }
    return new String(value, StandardCharsets.US_ASCII);
  }

  private static String percentEncoded(byte[] value) {
    StringBuilder text = new StringBuilder(value.length + 16);
    for (byte b : value) {
      if (b < ' ' || b > '~' || b == '%') {
        text.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }

  /** What gRPC allows in a name, which are all token characters of HTTP. */
  private static boolean token(byte[] name) {
    for (byte b : name) {
      boolean ok =
          (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.';
      if (!ok) {
        return false;
      }
    }
    return name.length > 0;
  }

  private static boolean startsWith(byte[] text, byte[] prefix) {
    return text.length >= prefix.length
        && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
  }
}
