package bluehub.gateway.api;

import bluehub.gateway.api.Snapshot.RuleText;
import bluehub.gateway.settings.OperatorFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last good schema of each upstream on disk, for a start while its source is away. One
 * file for each upstream:
 *
 * <pre>
 *   bluehub-schema 1\n          the version of what follows
 *   SHA-256 (32 bytes)          of what follows
 *   place (UTF), set (length and bytes), number of rules, of each its location (UTF) and bytes
 * </pre>
 *
 * A file is written beside its place, forced to the disk, and moved there, so that it is whole or
 * not there. Thread-safe for different upstreams.
 */
final class SchemaStore {
  private static final Logger log = LoggerFactory.getLogger(SchemaStore.class);
  private static final byte[] HEAD = "bluehub-schema 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;

  private final @Nullable Path folder;

  /**
   * @param folder null for none: nothing is kept then
   */
  private SchemaStore(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * The store in a folder, which is made if it is not there.
   *
   * @param folder blank for none
   * @throws OperatorFault when it cannot be written to
   */
  static SchemaStore in(String folder) {
    if (folder.isBlank()) {
      return new SchemaStore(null);
    }
    Path path = Path.of(folder);
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "probe", ".tmp"));
    } catch (IOException e) {
      throw new OperatorFault(
          "The schema store %s cannot be written to: %s.".formatted(path, e),
          "Set bluehub.schema-store to a folder that this process may write to, or to nothing.",
          e);
    }
    return new SchemaStore(path);
  }

  /** Keeps a snapshot; where that fails, says so in the log. */
  void save(String upstream, Snapshot snapshot) {
    if (folder == null) {
      return;
    }
    Path file = file(folder, upstream);
    try {
      write(file, encode(snapshot));
    } catch (IOException e) {
      log.warn("The schema of upstream {} cannot be kept in {}: {}", upstream, file, e.toString());
    }
  }

  private static Path file(Path folder, String upstream) {
    return folder.resolve(URLEncoder.encode(upstream, StandardCharsets.UTF_8) + ".schema");
  }

  private static byte[] encode(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(snapshot.place());
    writeBytes(out, snapshot.set());
    out.writeInt(snapshot.rules().size());
    for (RuleText rule : snapshot.rules()) {
      out.writeUTF(rule.location());
      writeBytes(out, rule.content());
    }
    return bytes.toByteArray();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] digest = Snapshot.sha256().digest(content);
      for (byte[] part : new byte[][] {HEAD, digest, content}) {
        ByteBuffer rest = ByteBuffer.wrap(part);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The move itself is on the disk when its folder is.
    try (FileChannel parent =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  /**
   * The snapshot that was kept of an upstream.
   *
   * @param place where its descriptors come from now; those of another place are none
   */
  Optional<Snapshot> load(String upstream, String place) {
    if (folder == null) {
      return Optional.empty();
    }
    Path file = file(folder, upstream);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Snapshot snapshot = decode(Files.readAllBytes(file));
      if (snapshot.place().equals(place)) {
        return Optional.of(snapshot);
      }
      log.warn(
          "{} keeps a schema from {}, while upstream {} has its schema from {}; it is not used",
          file,
          snapshot.place(),
          upstream,
          place);
    } catch (IOException | RuntimeException e) {
      log.warn(
          "{} is no schema that was kept, and is not used: {}. The next good one replaces it",
          file,
          e.getMessage());
    }
    return Optional.empty();
  }

  private static Snapshot decode(byte[] bytes) throws IOException {
    int start = HEAD.length + DIGEST;
    if (bytes.length < start || !Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      throw new IOException("it does not begin with \"bluehub-schema 1\"");
    }
    byte[] content = Arrays.copyOfRange(bytes, start, bytes.length);
    byte[] digest = Snapshot.sha256().digest(content);
    if (!Arrays.equals(bytes, HEAD.length, start, digest, 0, DIGEST)) {
      throw new IOException("its content does not fit its digest");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    String place = in.readUTF();
    byte[] set = in.readNBytes(in.readInt());
    List<RuleText> rules = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      rules.add(new RuleText(in.readUTF(), in.readNBytes(in.readInt())));
    }
    return new Snapshot(place, set, List.of(), rules, null);
  }
}
