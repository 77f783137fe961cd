package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The field mask that a PATCH body implies: the path of each member that it has, in proto names;
 * lists, maps, well-known types and nulls end a path (AIP-134).
 */
final class MaskPaths {
  private final List<String> paths = new ArrayList<>();
  private final StringBuilder prefix = new StringBuilder();

  void clear() {
    paths.clear();
    prefix.setLength(0);
  }

  int length() {
    return prefix.length();
  }

  /** Goes back to the message whose paths begin with so many characters. */
  void leave(int length) {
    prefix.setLength(length);
  }

  void add(FieldType field) {
    paths.add(prefix + field.name);
  }

  void enter(FieldType field) {
    prefix.append(field.name).append('.');
  }

  /** Adds the message that was entered itself. */
  void addEntered() {
    paths.add(prefix.substring(0, prefix.length() - 1));
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  /** Writes them as the value of a FieldMask field. */
  void write(FieldType mask, WireWriter out) {
    out.tag(mask.tag);
    int start = out.open();
    FieldType field = mask.message().fields[0];
    for (String path : paths) {
      out.tag(field.tag);
      int element = out.open();
      out.utf8(path);
      out.close(element);
    }
    out.close(start);
  }
}
