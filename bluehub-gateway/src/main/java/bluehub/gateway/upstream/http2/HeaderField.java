package bluehub.gateway.upstream.http2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A field line; the arrays are not changed. Compared by what it holds. */
public final class HeaderField {
  /** What a field counts besides its name and value (RFC 7541 §4.1, RFC 9113 §6.5.2). */
  static final int OVERHEAD = 32;

  private final byte[] name;
  private final byte[] value;
  private final boolean wellFormed;

  public HeaderField(byte[] name, byte[] value) {
    this.name = name;
    this.value = value;
    this.wellFormed = wellFormed(name, value);
  }

  /** One of ASCII texts. */
  public HeaderField(String name, String value) {
    this(name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII));
  }

  public byte[] name() {
    return name;
  }

  public byte[] value() {
    return value;
  }

  int size() {
    return name.length + value.length + OVERHEAD;
  }

  boolean pseudo() {
    return name[0] == ':';
  }

  /** Whether a message may have it (RFC 9113 §8.2.1). */
  boolean wellFormed() {
    return wellFormed;
  }

  private static boolean wellFormed(byte[] name, byte[] value) {
    if (name.length == 0) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      byte b = name[i];
      if (b <= ' ' || b == 0x7f || (b >= 'A' && b <= 'Z') || (b == ':' && i > 0)) {
        return false;
      }
    }
    for (byte b : value) {
      if (b == 0 || b == '\r' || b == '\n') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeaderField field
        && Arrays.equals(name, field.name)
        && Arrays.equals(value, field.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(name) + Arrays.hashCode(value);
  }
}
