package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an upstream's schema is made of, as it was at one time.
 *
 * @param place where the descriptors came from
 * @param set a serialized {@code google.protobuf.FileDescriptorSet}
 * @param doubts what the source has to say of it, where it cannot be served
 * @param rules the YAML files, in their order
 * @param routeOptions the file with options of single routes, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its digest.
record Snapshot(
    String place,
    byte[] set,
    List<SchemaProblem> doubts,
    List<RuleText> rules,
    @Nullable RuleText routeOptions) {

  /**
   * A YAML file.
   *
   * @param location where it was read
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by the snapshot's digest.
  record RuleText(String location, byte[] content) {}

  Snapshot {
    doubts = List.copyOf(doubts);
    rules = List.copyOf(rules);
  }

  /** The same with other options of single routes, which are not the upstream's. */
  Snapshot with(@Nullable RuleText options) {
    return new Snapshot(place, set, doubts, rules, options);
  }

  /** The SHA-256 of everything that decides what is served, in hexadecimal digits. */
  String digest() {
    MessageDigest digest = sha256();
    update(digest, set);
    rules.forEach(rule -> update(digest, rule));
    if (routeOptions != null) {
      update(digest, routeOptions);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, RuleText text) {
    update(digest, text.location().getBytes(StandardCharsets.UTF_8));
    update(digest, text.content());
  }

  /** With their lengths, so that bytes cannot move from one part to the next unnoticed. */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    digest.update(part);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
