package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.List;

/** The differences found so far, in the order in which they are told. */
final class Changes {
  private final List<SchemaChange> list = new ArrayList<>();

  void breaking(Kind kind, String subject, String text) {
    add(kind, true, subject, text);
  }

  void harmless(Kind kind, String subject, String text) {
    add(kind, false, subject, text);
  }

  void add(Kind kind, boolean breaking, String subject, String text) {
    list.add(new SchemaChange(kind, breaking, subject, text));
  }

  void deprecated(boolean formerly, boolean now, String subject) {
    if (now && !formerly) {
      harmless(Kind.DEPRECATED, subject, "is deprecated now");
    }
  }

  List<SchemaChange> list() {
    return List.copyOf(list);
  }
}
