package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * All that an upstream's schema is made of, as it was at one time.
 *
 * @param place where the descriptors came from
 * @param set a serialized {@code google.protobuf.FileDescriptorSet}
 * @param doubts what the source has to say of it, where it cannot be served
 * @param rules the YAML files, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its digest.
record Snapshot(String place, byte[] set, List<SchemaProblem> doubts, List<RuleText> rules) {

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

  /** The SHA-256 of everything that decides what is served, in hexadecimal digits. */
  String digest() {
    MessageDigest digest = sha256();
    update(digest, set);
    for (RuleText rule : rules) {
      update(digest, rule.location().getBytes(StandardCharsets.UTF_8));
      update(digest, rule.content());
    }
    return HexFormat.of().formatHex(digest.digest());
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
