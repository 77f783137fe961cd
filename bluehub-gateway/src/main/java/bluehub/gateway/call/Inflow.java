package bluehub.gateway.call;

import java.util.Arrays;

/**
 * The body of a stream of requests in the gzip coding. A piece of it may grow a thousandfold, so
 * what comes out goes on in small pieces: none while the upstream takes no more, and not so many at
 * once that other requests of the event loop wait for long. What waits here is at most the coded
 * piece that was read last.
 */
final class Inflow implements GzipDecoder.Target {
  /** Bytes that come out before others have their turn. */
  private static final int TURN = 256 * 1024;

  private static final byte[] NOTHING = new byte[0];

  private final GzipDecoder decoder;
  private final Upload upload;
  private final int most;
  private byte[] rest = NOTHING;
  private boolean waiting;
  private int turn;
  private long silent;

  /**
   * @param most bytes of one message
   */
  Inflow(GzipDecoder decoder, Upload upload, int most) {
    this.decoder = decoder;
    this.upload = upload;
    this.most = most;
  }

  GzipDecoder decoder() {
    return decoder;
  }

  /** Whether something waits for {@link #goOn}, so that no further piece may be written. */
  boolean waiting() {
    return waiting;
  }

  /** Takes a piece of the body; the bytes are not kept. */
  void write(byte[] bytes, int offset, int length) {
    turn = 0;
    int left = decoder.decode(bytes, offset, length, this);
    waiting = decoder.stopped();
    int end = offset + length;
    rest = left == 0 ? NOTHING : Arrays.copyOfRange(bytes, end - left, end);
  }

  /** Goes on with what waits. */
  void goOn() {
    write(rest, 0, rest.length);
  }

  /**
   * Takes the end of the body.
   *
   * @throws bluehub.transcoder.fault.RequestFault where something is missing (400)
   */
  void end() {
    decoder.end();
  }

  @Override
  public boolean take(byte[] bytes, int offset, int length) {
    silent += length;
    upload.text(bytes, offset, length);
    // Space around the messages has no size of its own, and next to none in gzip.
    BodyRules.checkSize(silent - length, most);
    turn += length;
    return turn < TURN && upload.takesMore();
  }

  /** A message has been sent on. */
  void sent() {
    silent = 0;
  }
}
