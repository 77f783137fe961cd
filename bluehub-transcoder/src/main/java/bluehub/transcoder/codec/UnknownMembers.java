package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Members and enum values that the schema does not have: refused, listed or let pass. */
final class UnknownMembers {
  private final JsonReader reader;
  private final FrameStack frames;
  private final IgnoredFields ignored;

  /** Those of the text that an Any lies in, or null. */
  private final @Nullable UnknownMembers outer;

  private UnknownFields rule = UnknownFields.STRICT;

  UnknownMembers(
      JsonReader reader, FrameStack frames, IgnoredFields ignored, @Nullable UnknownMembers outer) {
    this.reader = reader;
    this.frames = frames;
    this.ignored = ignored;
    this.outer = outer;
  }

  void begin(UnknownFields rule) {
    this.rule = rule;
  }

  /** Takes the name at hand, which is none of the type's. */
  void name(String type) {
    String name = ScalarParser.shortened(reader.textBytes(), reader.textStart(), reader.textEnd());
    if (rule == UnknownFields.STRICT) {
      throw RequestFault.invalid("no such field in " + type).at(name);
    }
    ignore(name);
  }

  /** Takes the value at hand, which is none of the field's enum. */
  void enumValue(FieldType field) {
    if (rule == UnknownFields.STRICT) {
      throw RequestFault.invalid(
          "found %s, which is no value of %s"
              .formatted(
                  ScalarParser.quoted(reader.textBytes(), reader.textStart(), reader.textEnd()),
                  field.enumType().fullName));
    }
    ignore("");
  }

  /** Lists what is let pass: the value at hand, or a member of it. */
  private void ignore(String member) {
    if (rule == UnknownFields.WARN && !ignored.isFull()) {
      String path = member;
      for (UnknownMembers one = this; one != null; one = one.outer) {
        path = FrameStack.joined(one.frames.path(), path);
      }
      ignored.add(path);
    }
  }
}
