package bluehub.openapi.type;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type of one upstream in one style: what is known of its schema, which is made anew each time
 * that it is needed, since those of a large API together take much room.
 *
 * @param name full name in its proto file
 * @param schema makes the schema
 * @param shape stands for the schema without descriptions, and with names for references
 * @param size of the schema as text
 * @param references what it refers to
 */
record Type(
    String name,
    Reference.Scope scope,
    Supplier<ObjectNode> schema,
    String shape,
    int size,
    List<String> references) {

  static Type of(String name, Reference.Scope scope, Supplier<ObjectNode> maker) {
    ObjectNode schema = maker.get();
    String text = Reference.copy(schema, Reference::name, true).toString();
    String shape = Reference.copy(schema, Reference::name, false).toString();
    return new Type(name, scope, maker, digest(shape), text.length(), Reference.in(schema));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
