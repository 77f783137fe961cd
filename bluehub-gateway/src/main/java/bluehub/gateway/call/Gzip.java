package bluehub.gateway.call;

import java.util.zip.CRC32;

/** What stands around the deflated bytes of the gzip coding (RFC 1952 §2.3). */
final class Gzip {
  /** ID1 ID2 CM=deflate FLG MTIME=none XFL OS=unknown. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  static final int TRAILER_LENGTH = 8;

  private Gzip() {}

  static byte[] header() {
    return HEADER.clone();
  }

  /** CRC32 and the size before compression modulo 2^32, the least byte first. */
  static byte[] trailer(CRC32 crc, long size) {
    long value = (size << 32) | crc.getValue();
    byte[] trailer = new byte[TRAILER_LENGTH];
    for (int i = 0; i < TRAILER_LENGTH; i++) {
      trailer[i] = (byte) (value >>> (8 * i));
    }
    return trailer;
  }
}
