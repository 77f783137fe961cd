package bluehub.gateway.upstream.http2;

import java.util.Arrays;

/**
 * The code of RFC 7541 Appendix B. It is canonical: codes of one length follow each other in the
 * order of their symbols, and a longer code is larger; so its lengths say all of it.
 */
final class Huffman {
  /** The length of each symbol's code, where A is 5 bits; the last is that of EOS. */
  private static final String LENGTHS =
      "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
          + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
          + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
          + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV"
          + "Z";

  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int EOS = 256;

  /** Padding is shorter than a byte (RFC 7541 §5.2). */
  private static final int MOST_PADDING = 7;

  private static final int[] FIRST = new int[LONGEST + 1];
  private static final int[] COUNT = new int[LONGEST + 1];
  private static final int[] OFFSET = new int[LONGEST + 1];
  private static final short[] SYMBOLS = new short[EOS + 1];

  static {
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      FIRST[length] = code;
      OFFSET[length] = next;
      for (int symbol = 0; symbol <= EOS; symbol++) {
        if (LENGTHS.charAt(symbol) - 'A' + SHORTEST == length) {
          SYMBOLS[next++] = (short) symbol;
          code++;
        }
      }
      COUNT[length] = next - OFFSET[length];
    }
  }

  private Huffman() {}

  static byte[] decode(byte[] from, int start, int length) throws ConnectionError {
    byte[] text = new byte[(int) ((long) length * Byte.SIZE / SHORTEST)];
    int written = 0;
    long bits = 0;
    int have = 0;
    int at = start;
    int end = start + length;
    while (true) {
      while (have <= LONGEST && at < end) {
        bits = (bits << Byte.SIZE) | (from[at++] & 0xff);
        have += Byte.SIZE;
      }
      int used = codeLength(bits, have);
      if (used == 0) {
        break;
      }
      int code = (int) (bits >>> (have - used)) & ((1 << used) - 1);
      int symbol = SYMBOLS[OFFSET[used] + code - FIRST[used]];
      if (symbol == EOS) {
        throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, "EOS in a Huffman coded string");
      }
      text[written++] = (byte) symbol;
      have -= used;
    }
    int rest = (1 << have) - 1;
    if (have > MOST_PADDING || ((int) bits & rest) != rest) {
      throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, "Bad padding of a Huffman string");
    }
    return written == text.length ? text : Arrays.copyOf(text, written);
  }

  /** The length of the code that the bits begin with; 0 where there are too few of them. */
  private static int codeLength(long bits, int have) {
    int most = Math.min(have, LONGEST);
    for (int length = SHORTEST; length <= most; length++) {
      int code = (int) (bits >>> (have - length)) & ((1 << length) - 1);
      if (code - FIRST[length] < COUNT[length]) {
        return length;
      }
    }
    return 0;
  }
}
