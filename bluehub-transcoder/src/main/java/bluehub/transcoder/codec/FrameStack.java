package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireWriter;
import java.util.Arrays;

/**
 * The objects and arrays of a body that are open, and the lengths on the wire that are: one JSON
 * value can open several (a Struct in a Value), so a frame knows how many were open outside of it.
 *
 * <p>Not thread-safe; made to be reused after {@link #reset}.
 */
final class FrameStack {
  private final WireWriter out;
  private Frame[] frames = new Frame[8];
  private int top;
  private Frame current;
  private int[] lengths = new int[32];
  private int lengthCount;

  FrameStack(WireWriter out) {
    this.out = out;
    Arrays.setAll(frames, i -> new Frame());
    current = frames[0];
  }

  /** Closes all but the root, which is made new and returned. */
  Frame reset() {
    top = 0;
    lengthCount = 0;
    current = frames[0];
    current.reset(Frame.ROOT, 0);
    return current;
  }

  Frame top() {
    return current;
  }

  /** Whether the text had a value, and it is complete. */
  boolean isRootDone() {
    return frames[0].next > 0;
  }

  /** The frame around the innermost one, which is not the root. */
  Frame parent() {
    return frames[top - 1];
  }

  /** Opens a frame that ends the lengths above {@code lengthBase}. */
  Frame push(int kind, int lengthBase) {
    if (++top == frames.length) {
      frames = Arrays.copyOf(frames, 2 * top);
      for (int i = top; i < frames.length; i++) {
        frames[i] = new Frame();
      }
    }
    Frame frame = frames[top];
    frame.reset(kind, lengthBase);
    current = frame;
    return frame;
  }

  /** Ends the innermost frame with what it opened on the wire. */
  void end() {
    Frame frame = current;
    closeContent(frame.lengths, frame.endTag);
    pop();
    completed();
  }

  /** Counts the objects and arrays in the innermost frame, which is not wanted, up to its end. */
  void skip(int token) {
    if (current.nest(token) == 0) {
      pop();
      completed();
    }
  }

  private void pop() {
    top--;
    current = frames[top];
  }

  /** Tells the innermost frame that its value is complete. */
  void completed() {
    Frame frame = current;
    switch (frame.kind) {
      case Frame.MESSAGE -> frame.field = null;
      case Frame.LIST, Frame.ROOT -> frame.next++;
      case Frame.MAP -> endEntry(frame);
      case Frame.ANY_VALUE -> frame.depth = 0;
      default -> {}
    }
  }

  private void endEntry(Frame frame) {
    int before = out.length();
    closeLengths(lengthCount - 1);
    int moved = out.length() - before;
    frame.keys().add(out, frame.keyStart + moved, frame.keyEnd + moved);
    frame.entryStart = -1;
  }

  /** How many lengths are open. */
  int lengths() {
    return lengthCount;
  }

  void openLength() {
    if (lengthCount == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * lengthCount);
    }
    lengths[lengthCount++] = out.open();
  }

  /** Ends the lengths above {@code base}. */
  private void closeLengths(int base) {
    while (lengthCount > base) {
      out.close(lengths[--lengthCount]);
    }
  }

  /** Ends the lengths above {@code base}, and the group whose content they are, unless 0. */
  void closeContent(int base, int endTag) {
    closeLengths(base);
    if (endTag != 0) {
      out.tag(endTag);
    }
  }

  /** Forgets the last length, whose bytes were taken back. */
  void dropLength() {
    lengthCount--;
  }

  /** The path of the value at hand, in proto names. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= top; i++) {
      Frame frame = frames[i];
      switch (frame.kind) {
        case Frame.ROOT, Frame.MESSAGE -> {
          if (frame.field != null) {
            path.append(path.isEmpty() ? "" : ".").append(frame.field.name);
          }
        }
        case Frame.LIST -> path.append('[').append(frame.next).append(']');
        case Frame.MAP -> {
          if (frame.entryStart >= 0 && frame.keyEnd > frame.keyStart) {
            path.append(MapKeys.told(frame.field().mapKey(), out, frame.keyStart, frame.keyEnd));
          }
        }
        case Frame.ANY_VALUE -> path.append(frame.depth > 0 ? "value" : "");
        default -> {}
      }
    }
    return path.toString();
  }

  /** The path of something below a value at hand. */
  static String joined(String path, String rest) {
    if (path.isEmpty() || rest.isEmpty()) {
      return path + rest;
    }
    // an index or a map's key, and not an extension's name
    boolean index =
        rest.length() > 1 && rest.charAt(0) == '[' && !Character.isLetter(rest.charAt(1));
    return index ? path + rest : path + "." + rest;
  }
}
