package bluehub.gateway.upstream;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.util.Arrays;

/**
 * Metadata of a call as bytes: names in lower case, values as they are (those of {@code -bin} names
 * not in base64). Names may repeat. Not thread-safe.
 */
public final class RawMetadata {
  /** No entries; not to be added to. */
  public static final RawMetadata EMPTY = new RawMetadata(new byte[0][]);

  /** What HTTP/2 counts for each field besides name and value (RFC 9113 §6.5.2). */
  private static final int FIELD_OVERHEAD = 32;

  /** For the entry that a call adds, and the one that grpc-java does. */
  private static final int GRPC_ROOM = 4;

  private byte[][] pairs;
  private int used;
  private int bytes;

  /** Empty metadata with room for that many entries. */
  public RawMetadata(int entries) {
    this.pairs = new byte[Math.max(1, entries) * 2][];
  }

  private RawMetadata(byte[][] pairs) {
    this.pairs = pairs;
    this.used = pairs.length;
  }

  /** The entries that grpc-java holds, those of its own included. */
  static RawMetadata of(Metadata metadata) {
    return InternalMetadata.headerCount(metadata) == 0
        ? EMPTY
        : new RawMetadata(InternalMetadata.serialize(metadata));
  }

  /** As grpc-java takes it; each call gets an array of its own, which grpc-java writes to. */
  Metadata toGrpc() {
    return InternalMetadata.newMetadataWithParsedValues(used / 2, entries());
  }

  /** The same with one more entry. */
  Metadata toGrpc(byte[] name, byte[] value) {
    Object[] all = entries();
    all[used] = name;
    all[used + 1] = value;
    return InternalMetadata.newMetadataWithParsedValues(used / 2 + 1, all);
  }

  /**
   * An array of objects: one of byte arrays would be copied into such by grpc-java, twice a call.
   */
  private Object[] entries() {
    Object[] all = new Object[used + GRPC_ROOM];
    System.arraycopy(pairs, 0, all, 0, used);
    return all;
  }

  /**
   * Adds an entry. The arrays are kept, not copied.
   *
   * @param name in lower case, of the characters that gRPC allows
   * @param value printable ASCII, or anything for a {@code -bin} name
   */
  public void add(byte[] name, byte[] value) {
    if (used == pairs.length) {
      pairs = Arrays.copyOf(pairs, used * 2);
    }
    pairs[used++] = name;
    pairs[used++] = value;
    bytes += name.length + value.length + FIELD_OVERHEAD;
  }

  /** The number of entries. */
  public int size() {
    return used / 2;
  }

  /** The size of what was added, as HTTP/2 counts it. */
  public int bytes() {
    return bytes;
  }

  public byte[] name(int index) {
    return pairs[2 * index];
  }

  public byte[] value(int index) {
    return pairs[2 * index + 1];
  }
}
