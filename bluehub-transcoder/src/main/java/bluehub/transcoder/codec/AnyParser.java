package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Any, whose text is kept until it ends: the type that tells how to read it may come last.
 * Its message is read by a parser of its own, into the same writer; an Any in an Any is the one
 * thing that recurses while a body is read.
 */
final class AnyParser {
  /** Each Any in another one reads the text inside once more, so that many are dear. */
  private static final int MOST_NESTED = 16;

  private static final int URL_TAG = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int VALUE_TAG = WireType.tag(2, WireType.LENGTH_DELIMITED);

  private final int nesting;
  private final Supplier<MessageParser> parsers;
  private @Nullable MessageParser parser;

  /**
   * @param nesting in how many others an Any lies that is read here
   * @param parsers makes the parser of the message inside
   */
  AnyParser(int nesting, Supplier<MessageParser> parsers) {
    this.nesting = nesting;
    this.parsers = parsers;
  }

  /**
   * Writes the two fields of an Any.
   *
   * @param outer has the text from where it is held
   * @param place where the text begins
   */
  void read(TypeTable types, ParseOptions options, JsonReader outer, Place place, WireWriter out) {
    if (nesting == MOST_NESTED) {
      throw RequestFault.invalid(
          "the body has more than " + MOST_NESTED + " Anys inside of each other, the limit");
    }
    if (parser == null) {
      parser = parsers.get();
    }
    byte[] text = outer.buffer();
    int offset = outer.held();
    int length = outer.position() - offset;
    outer.release();
    String url = parser.anyUrl(options, text, offset, length, place, outer.depth());
    if (url == null) {
      return;
    }
    MessageType type = types.findUrl(url);
    if (type == null) {
      byte[] told = url.getBytes(StandardCharsets.UTF_8);
      throw RequestFault.invalid(
              "found the type %s, expected type.googleapis.com/ and a message of the schema"
                  .formatted(ScalarParser.quoted(told, 0, told.length)))
          .at(place);
    }
    out.tag(URL_TAG);
    int start = out.open();
    out.utf8(url);
    out.close(start);
    int end = out.length();
    out.tag(VALUE_TAG);
    start = out.open();
    parser.anyMessage(types, options, type, text, offset, length, place, outer.depth());
    if (out.length() > start) {
      out.close(start);
    } else {
      // no bytes are the default, which is left out
      out.truncate(end);
    }
  }

  /** Gives unusually large buffers back. */
  void close() {
    if (parser != null) {
      parser.close();
    }
  }
}
