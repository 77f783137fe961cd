package bluehub.transcoder.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message that path and query set, and those of the messages in it: a tree that
 * the body is woven with. What the path binds is the same for every request of a method, so that
 * tree is made once and copied only for a request that has query parameters.
 *
 * <p>Not thread-safe while it is built; then immutable.
 */
final class BoundFields {
  /**
   * A field that is set as a whole.
   *
   * @param variable which of the path's variables sets it, or -1
   * @param values the query's values; one but for lists and maps
   * @param keys the keys of a map's values
   */
  record Leaf(FieldType field, int variable, List<String> values, List<String> keys) {
    boolean isPath() {
      return variable >= 0;
    }
  }

  /** A message that is set in part. */
  record Branch(FieldType field, BoundFields fields) {}

  final MessageType type;
  final List<Leaf> leaves = new ArrayList<>(2);
  final List<Branch> branches = new ArrayList<>(0);

  BoundFields(MessageType type) {
    this.type = type;
  }

  boolean isEmpty() {
    return leaves.isEmpty() && branches.isEmpty();
  }

  @Nullable Leaf leaf(FieldType field) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).field == field) {
        return leaves.get(i);
      }
    }
    return null;
  }

  @Nullable BoundFields branch(FieldType field) {
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).field == field) {
        return branches.get(i).fields;
      }
    }
    return null;
  }

  /** The branch of a field, made where there is none. */
  BoundFields grow(FieldType field) {
    BoundFields branch = branch(field);
    if (branch == null) {
      branch = new BoundFields(field.message());
      branches.add(new Branch(field, branch));
    }
    return branch;
  }

  /** A copy that can be added to. */
  BoundFields copy() {
    BoundFields copy = new BoundFields(type);
    copy.leaves.addAll(leaves);
    for (Branch branch : branches) {
      copy.branches.add(new Branch(branch.field, branch.fields.copy()));
    }
    return copy;
  }
}
