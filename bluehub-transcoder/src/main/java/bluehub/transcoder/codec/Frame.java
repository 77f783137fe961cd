package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Place;
import bluehub.transcoder.json.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * An object or array of the body that is open: all that {@link MessageParser} remembers of it
 * between two tokens. Frames are reused, so that opening one costs no allocation.
 */
final class Frame {
  // The kinds; constants rather than an enum: they are switched on per token.

  /** The whole text: one value. */
  static final int ROOT = 0;

  /** An object whose members are a message's fields. */
  static final int MESSAGE = 1;

  /** An object whose members are a map's entries. */
  static final int MAP = 2;

  /** An array of a repeated field's values. */
  static final int LIST = 3;

  /** An Any, kept until it ends: the type that tells how to read it may come last. */
  static final int ANY = 4;

  /** The object of an Any that holds its message under "value". */
  static final int ANY_VALUE = 5;

  /** Whatever is not wanted. */
  static final int SKIP = 6;

  int kind = ROOT;

  /** Of ROOT, MESSAGE and ANY_VALUE: the type. */
  @Nullable MessageType type;

  /** Of LIST and MAP: the field; of ROOT and MESSAGE: the one whose value comes next. */
  @Nullable FieldType field;

  /** Of MESSAGE, and of ROOT for its value: what path and query set in it. */
  @Nullable BoundFields bound;

  /** How many lengths were open outside of it. */
  int lengths;

  /** Of MESSAGE: its bits in {@link SeenBits}. */
  int seen;

  /** The tag that ends it as a group, or 0. */
  int endTag;

  /** Of MESSAGE: whether it is in an Any, where "@type" is no field. */
  boolean inAny;

  /** Of MESSAGE: whether its members make a field mask, and where their paths begin. */
  boolean masked;

  int maskLength;

  /**
   * Of MESSAGE: the position after its last field; of LIST: the index of the element; of ANY_VALUE:
   * how many values it has, as of ROOT.
   */
  int next;

  /** Of LIST: whether its elements are objects whose members are a message's fields. */
  boolean ofMessages;

  /** Of ANY: where its text begins. */
  @Nullable Place place;

  /** Of ANY and SKIP: how many objects and arrays are open; of ANY_VALUE: 1 in its value. */
  int depth;

  /** Of MAP: where its entry and the key in it lie on the wire. */
  int entryStart;

  int keyStart;
  int keyEnd;

  /** Of MAP: the keys so far. */
  @Nullable MapKeys keys;

  /** Makes it new. */
  void reset(int kind, int lengths) {
    this.kind = kind;
    this.lengths = lengths;
    type = null;
    field = null;
    bound = null;
    seen = 0;
    endTag = 0;
    inAny = false;
    masked = false;
    next = 0;
    depth = 0;
    entryStart = -1;
  }

  /** Of ANY and SKIP: counts an object or array in it, and says how many are open. */
  int nest(int token) {
    switch (token) {
      case JsonToken.BEGIN_OBJECT, JsonToken.BEGIN_ARRAY -> depth++;
      case JsonToken.END_OBJECT, JsonToken.END_ARRAY -> depth--;
      default -> {}
    }
    return depth;
  }

  /** Of MAP: an empty set of keys. */
  MapKeys clearKeys() {
    if (keys == null) {
      keys = new MapKeys();
    } else {
      keys.clear();
    }
    return keys;
  }

  MapKeys keys() {
    return keys == null ? clearKeys() : keys;
  }

  MessageType type() {
    if (type == null) {
      throw new IllegalStateException("a frame of kind " + kind + " has no type");
    }
    return type;
  }

  FieldType field() {
    if (field == null) {
      throw new IllegalStateException("a frame of kind " + kind + " has no field");
    }
    return field;
  }
}
