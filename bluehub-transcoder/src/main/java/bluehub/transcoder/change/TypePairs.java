package bluehub.transcoder.change;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that stand at the same place in both schemas and wait to be compared. A type has one
 * partner of its own name and at most one of another: that is enough for types that were renamed,
 * and keeps the effort linear.
 */
final class TypePairs {

  record Messages(Descriptor before, Descriptor now) {}

  record Enums(EnumDescriptor before, EnumDescriptor now) {}

  private final Queue<Messages> messages = new ArrayDeque<>();
  private final Queue<Enums> enums = new ArrayDeque<>();
  private final Set<String> same = new HashSet<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();

  /** False when the two cannot be compared field by field, and so are different to clients. */
  boolean add(Descriptor before, Descriptor now) {
    boolean sameName = before.getFullName().equals(now.getFullName());
    if (special(before) || special(now)) {
      return sameName;
    }
    if (sameName) {
      if (same.add(now.getFullName())) {
        messages.add(new Messages(before, now));
      }
      return true;
    }
    boolean known = renamed.containsKey(before.getFullName());
    if (partners(before, now) && !known) {
      messages.add(new Messages(before, now));
    }
    return partners(before, now);
  }

  /** False when one value of one can be no value of the other. */
  boolean add(EnumDescriptor before, EnumDescriptor now) {
    boolean sameName = before.getFullName().equals(now.getFullName());
    if (sameName) {
      if (same.add(now.getFullName())) {
        enums.add(new Enums(before, now));
      }
      return true;
    }
    boolean known = renamed.containsKey(before.getFullName());
    if (partners(before, now) && !known) {
      enums.add(new Enums(before, now));
    }
    return partners(before, now);
  }

  private boolean partners(GenericDescriptor before, GenericDescriptor now) {
    String partner = renamed.get(before.getFullName());
    String origin = origins.get(now.getFullName());
    if (partner == null && origin == null) {
      renamed.put(before.getFullName(), now.getFullName());
      origins.put(now.getFullName(), before.getFullName());
      return true;
    }
    return now.getFullName().equals(partner);
  }

  /** The messages whose JSON is not that of their fields, and their kin. */
  static boolean special(Descriptor message) {
    return message.getFullName().startsWith("google.protobuf.")
        || message.getFullName().equals("google.api.HttpBody");
  }

  boolean isRenamed(String former) {
    return renamed.containsKey(former);
  }

  boolean isRename(String latter) {
    return origins.containsKey(latter);
  }

  @Nullable Messages nextMessages() {
    return messages.poll();
  }

  @Nullable Enums nextEnums() {
    return enums.poll();
  }
}
