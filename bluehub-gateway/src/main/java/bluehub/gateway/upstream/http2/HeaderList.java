package bluehub.gateway.upstream.http2;

import java.util.Arrays;

/**
 * The fields of one block, in their order; used again for the next block of its connection, so it
 * is valid while its reader is called. What goes beyond the limit is counted and not kept.
 */
public final class HeaderList {
  private static final int USUAL = 16;

  private final int most;
  private HeaderField[] fields = new HeaderField[USUAL];
  private int count;
  private long bytes;
  private boolean malformed;
  private boolean regular;

  /**
   * @param most bytes, counted as RFC 9113 §6.5.2 has it
   */
  HeaderList(int most) {
    this.most = most;
  }

  public int size() {
    return count;
  }

  public HeaderField get(int index) {
    return fields[index];
  }

  void clear() {
    Arrays.fill(fields, 0, count, null);
    count = 0;
    bytes = 0;
    malformed = false;
    regular = false;
  }

  void add(HeaderField field) {
    bytes += field.size();
    if (!field.wellFormed()) {
      malformed = true;
      return;
    }
    // RFC 9113 §8.3: pseudo-header fields come before all others.
    if (field.pseudo()) {
      malformed |= regular;
    } else {
      regular = true;
    }
    if (tooLarge()) {
      return;
    }
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, count * 2);
    }
    fields[count++] = field;
  }

  boolean tooLarge() {
    return bytes > most;
  }

  boolean malformed() {
    return malformed;
  }
}
