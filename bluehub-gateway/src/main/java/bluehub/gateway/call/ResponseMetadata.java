package bluehub.gateway.call;

import bluehub.gateway.upstream.RawMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Response metadata as headers, and as trailers where it came so. Left out are gRPC's own and those
 * that frame an HTTP answer. Bytes that could end a field never reach one.
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

  /** What a client must know before the body (RFC 9110 §6.5.1). */
  private static final Set<String> NOT_TRAILING =
      Set.of(
          "accept-ranges",
          "age",
          "allow",
          "authorization",
          "cache-control",
          "expires",
          "location",
          "retry-after",
          "set-cookie",
          "vary",
          "www-authenticate");

  private static final byte[] GRPC = "grpc-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTENT_TYPE = "content-type".getBytes(StandardCharsets.US_ASCII);
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private ResponseMetadata() {}

  static void addTo(ResponseHead head, RawMetadata metadata) {
    for (int i = 0; i < metadata.size(); i++) {
      String name = name(metadata.name(i));
      if (name != null && head.takes(name)) {
        head.add(name, value(name, metadata.value(i)));
      }
    }
  }

  /** Adds trailing metadata between an answer's body and its end. */
  static void addTo(Responder responder, RawMetadata trailers) {
    for (int i = 0; i < trailers.size(); i++) {
      String name = name(trailers.name(i));
      if (name != null && !NOT_TRAILING.contains(name)) {
        responder.trailer(name, value(name, trailers.value(i)));
      }
    }
  }

  /** What {@code Trailer} says of trailing metadata (RFC 9110 §6.6.2); empty where none passes. */
  static String announcement(RawMetadata trailers) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < trailers.size(); i++) {
      String name = name(trailers.name(i));
      if (name != null && !NOT_TRAILING.contains(name)) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }

  /** A field's name, or null for an entry that does not pass. */
  private static @Nullable String name(byte[] bytes) {
    if (startsWith(bytes, GRPC) || Arrays.equals(bytes, CONTENT_TYPE) || !token(bytes)) {
      return null;
    }
    String name = new String(bytes, StandardCharsets.US_ASCII);
    return LEFT_OUT.contains(name) ? null : name;
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
