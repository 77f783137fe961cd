package bluehub.gateway.upstream;

import java.nio.charset.StandardCharsets;

/** {@code grpc-message}: UTF-8 with escapes (gRPC over HTTP/2, {@code Percent-Encoded}). */
final class PercentText {
  private PercentText() {}

  /** The text; what is no escape stays as it is, and what is no UTF-8 becomes U+FFFD. */
  static String decode(byte[] text) {
    byte[] plain = new byte[text.length];
    int used = 0;
    for (int i = 0; i < text.length; i++) {
      int high = text[i] == '%' && i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      if (low < 0) {
        plain[used++] = text[i];
      } else {
        plain[used++] = (byte) (high * 16 + low);
        i += 2;
      }
    }
    return new String(plain, 0, used, StandardCharsets.UTF_8);
  }
}
