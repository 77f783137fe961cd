package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.wire.WireWriter;
import java.util.Arrays;

/**
 * Writes what path and query set into a message whose other fields are on the wire. Not
 * thread-safe.
 */
final class BoundWriter {
  private final TextParser text = new TextParser();
  private final WireWriter scratch = new WireWriter();
  private String[] variables = new String[0];

  /** Gives the values of the path's variables. */
  void begin(String[] variables) {
    this.variables = variables;
  }

  /**
   * Writes the leaves, and the branches of which the body had nothing.
   *
   * @param base the bits of the message's fields that are on the wire
   */
  void write(BoundFields bound, SeenBits seen, int base, WireWriter out) {
    for (int i = 0; i < bound.leaves.size(); i++) {
      BoundFields.Leaf leaf = bound.leaves.get(i);
      claimOneof(bound.type, leaf.field(), seen, base);
      try {
        leaf(leaf, out);
      } catch (RequestFault fault) {
        throw prefixed(leaf.field(), fault);
      }
    }
    for (int i = 0; i < bound.branches.size(); i++) {
      BoundFields.Branch branch = bound.branches.get(i);
      if (!seen.has(base, branch.field().index)) {
        claimOneof(bound.type, branch.field(), seen, base);
        try {
          branch(branch.field(), branch.fields(), seen, out);
        } catch (RequestFault fault) {
          throw prefixed(branch.field(), fault);
        }
      }
    }
  }

  /** Writes a message that path and query alone set. */
  void branch(FieldType field, BoundFields fields, SeenBits seen, WireWriter out) {
    out.tag(field.tag);
    int start = field.isGroup() ? -1 : out.open();
    int base = seen.push(fields.type.seenWords);
    write(fields, seen, base, out);
    seen.pop(base);
    if (field.isGroup()) {
      out.tag(field.endTag());
    } else {
      out.close(start);
    }
  }

  private static RequestFault prefixed(FieldType field, RequestFault fault) {
    return fault.at(fault.field().isEmpty() ? field.name : field.name + "." + fault.field());
  }

  private static void claimOneof(MessageType type, FieldType field, SeenBits seen, int base) {
    if (field.oneof >= 0) {
      if (seen.has(base, type.oneofBit(field))) {
        throw RequestFault.invalid("its oneof has another member set already").at(field.name);
      }
      seen.set(base, type.oneofBit(field));
    }
  }

  private void leaf(BoundFields.Leaf leaf, WireWriter out) {
    FieldType field = leaf.field();
    if (leaf.isPath()) {
      text.write(field, variables[leaf.variable()], out);
    } else if (field.map) {
      map(leaf, out);
    } else if (field.packed) {
      out.tag(field.packedTag());
      int start = out.open();
      for (String value : leaf.values()) {
        text.writePacked(field, value, out);
      }
      out.close(start);
    } else {
      for (String value : leaf.values()) {
        text.write(field, value, out);
      }
    }
  }

  private void map(BoundFields.Leaf leaf, WireWriter out) {
    MapKeys keys = new MapKeys();
    // the keys once more, one after the other, to find the one that comes twice in any spelling
    scratch.reset();
    for (int i = 0; i < leaf.values().size(); i++) {
      out.tag(leaf.field().tag);
      int start = out.open();
      text.write(leaf.field().mapKey(), leaf.keys().get(i), out);
      int keyStart = scratch.length();
      scratch.raw(out.array(), start, out.length() - start);
      if (keys.has(scratch, keyStart, scratch.length())) {
        throw RequestFault.invalid("the key \"%s\" is given twice".formatted(leaf.keys().get(i)));
      }
      keys.add(scratch, keyStart, scratch.length());
      text.write(leaf.field().mapValue(), leaf.values().get(i), out);
      out.close(start);
    }
  }

  /** Whether what lies in a writer from {@code start} on is what the path gives the field. */
  boolean isPathValue(BoundFields.Leaf leaf, WireWriter written, int start) {
    scratch.reset();
    leaf(leaf, scratch);
    return Arrays.equals(
        scratch.array(), 0, scratch.length(), written.array(), start, written.length());
  }
}
