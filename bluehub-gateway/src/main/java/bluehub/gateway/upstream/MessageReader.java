package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.transcoder.fault.Code;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an answer's content into messages (gRPC over HTTP/2, {@code Length-Prefixed-Message}), and
 * hands on as many as were asked for. A message that lies whole in what was read is copied once;
 * what was not asked for is held, and not given back to the peer's window.
 */
final class MessageReader {
  private static final int PREFIX = 5;
  private static final int PARTIAL = 64 * 1024;

  private final MessageSpace space;
  private final Sink sink;

  private boolean gzip;
  private int asked;

  /** How much of the prefix was read, and what it has said so far. */
  private int prefix;

  private int flag;
  private int length;

  /** The beginning of a message. */
  private @Nullable ByteBuf partial;

  /** What nobody has asked for yet. */
  private @Nullable ByteBuf held;

  private boolean reading;
  private boolean stopped;

  MessageReader(MessageSpace space, Sink sink) {
    this.space = space;
    this.sink = sink;
  }

  /** Messages may be compressed so. */
  void gzip() {
    gzip = true;
  }

  /** Asks for further messages; those that are there come at once. */
  void request(int messages) {
    asked += messages;
    if (!reading) {
      readHeld();
    }
  }

  /** Takes content from the buffer's reader index on. */
  void read(ByteBuf in, int count) {
    ByteBuf before = held;
    if (before != null) {
      before.writeBytes(in, count);
      return;
    }
    int end = in.readerIndex() + count;
    steps(in, end);
    int rest = end - in.readerIndex();
    if (rest > 0 && !stopped) {
      held = space.allocator().buffer(rest).writeBytes(in, rest);
    }
  }

  /** Whether a whole message is there that nobody has asked for. */
  boolean waiting() {
    ByteBuf waiting = held;
    return waiting != null
        && waiting.readableBytes() >= PREFIX
        && waiting.readableBytes() - PREFIX >= waiting.getUnsignedInt(waiting.readerIndex() + 1);
  }

  /** Whether there is content that is no whole message. */
  boolean unfinished() {
    ByteBuf waiting = held;
    return prefix > 0 || (waiting != null && waiting.isReadable());
  }

  /** Whether a message is being handed on, and others may follow at once. */
  boolean reading() {
    return reading;
  }

  /** Forgets everything; no message comes after that. */
  void stop() {
    stopped = true;
    dropPartial();
    ByteBuf waiting = held;
    if (waiting != null) {
      held = null;
      waiting.release();
    }
  }

  private void readHeld() {
    ByteBuf waiting = held;
    if (waiting == null || stopped) {
      return;
    }
    steps(waiting, waiting.writerIndex());
    // A listener may have stopped everything meanwhile.
    if (held != null) {
      if (waiting.isReadable()) {
        waiting.discardSomeReadBytes();
      } else {
        held = null;
        waiting.release();
      }
    }
  }

  private void steps(ByteBuf in, int end) {
    int start = in.readerIndex();
    int at = start;
    reading = true;
    try {
      while (asked > 0 && !stopped && at < end) {
        at = step(in, end);
      }
    } finally {
      reading = false;
    }
    if (at > start) {
      sink.consumed(at - start);
    }
  }

  /** Reads one message, or what there is of it; where the rest begins. */
  private int step(ByteBuf in, int end) {
    if (prefix < PREFIX && !prefix(in, end)) {
      return in.readerIndex();
    }
    int available = end - in.readerIndex();
    ByteBuf begun = partial;
    int lacking = begun == null ? length : length - begun.readableBytes();
    if (available < lacking) {
      if (begun == null) {
        begun = space.allocator().buffer(Math.min(length, PARTIAL));
        partial = begun;
      }
      begun.writeBytes(in, available);
      return end;
    }
    byte[] bytes = space.bytes(length);
    int before = length - lacking;
    if (begun != null) {
      begun.readBytes(bytes, 0, before);
      dropPartial();
    }
    in.readBytes(bytes, before, lacking);
    int next = in.readerIndex();
    deliver(bytes);
    return next;
  }

  /** Reads the prefix, or what there is of it; whether it is whole and right. */
  private boolean prefix(ByteBuf in, int end) {
    if (prefix == 0 && end - in.readerIndex() >= PREFIX) {
      flag = in.readUnsignedByte();
      length = in.readInt();
      prefix = PREFIX;
    }
    while (prefix < PREFIX && in.readerIndex() < end) {
      int b = in.readUnsignedByte();
      if (prefix == 0) {
        flag = b;
        length = 0;
      } else {
        length = (length << Byte.SIZE) | b;
      }
      prefix++;
    }
    if (prefix < PREFIX) {
      return false;
    }
    if (length < 0 || length > space.most()) {
      tooLarge();
      return false;
    }
    if (flag > 1 || (flag == 1 && !gzip)) {
      broken("A message whose first byte is %d".formatted(flag));
      return false;
    }
    return true;
  }

  private void deliver(byte[] bytes) {
    prefix = 0;
    asked--;
    if (flag == 0) {
      sink.message(bytes, length);
      return;
    }
    Inflated inflated = space.inflate(bytes, length);
    switch (inflated) {
      case Inflated.Whole whole -> sink.message(whole.bytes(), whole.length());
      case Inflated.TooLarge _ -> tooLarge();
      case Inflated.Bad _ -> broken("A message that is no gzip");
    }
  }

  private void tooLarge() {
    stop();
    sink.bad(
        RawStatus.own(
            Code.RESOURCE_EXHAUSTED,
            "A message of more than %d bytes".formatted(space.most()),
            Cause.TOO_LARGE));
  }

  private void broken(String message) {
    stop();
    sink.bad(RawStatus.own(Code.INTERNAL, message, Cause.BROKEN));
  }

  private void dropPartial() {
    ByteBuf begun = partial;
    if (begun != null) {
      partial = null;
      begun.release();
    }
  }

  /** Takes what was read. */
  interface Sink {
    /** A message, from index 0; the array is valid until this method returns. */
    void message(byte[] bytes, int length);

    /** So much of the content was read. */
    void consumed(int bytes);

    /** What comes is no message, or none that is taken; nothing follows. */
    void bad(RawStatus status);
  }
}
