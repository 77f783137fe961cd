package bluehub.gateway.call;

import bluehub.transcoder.codec.StreamEncoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.RequestFault;

/** Messages as JSON: an array, lines, or events. */
final class FramedStreamBody implements StreamBody {
  private final StreamFormat format;
  private final StreamEncoder encoder;

  FramedStreamBody(StreamFormat format, StreamEncoder encoder) {
    this.format = format;
    this.encoder = encoder;
  }

  @Override
  public String contentType() {
    return format.contentType();
  }

  @Override
  public void message(byte[] wire, int length) {
    encoder.message(wire, 0, length);
  }

  @Override
  public void end() {
    encoder.end();
  }

  @Override
  public boolean fail(CallEnd end) {
    // What a broken message left behind.
    encoder.clear();
    encoder.fail(end.code().number(), end.message(), end.details());
    return true;
  }

  @Override
  public boolean fail(RequestFault fault) {
    encoder.clear();
    encoder.fail(fault);
    return true;
  }

  @Override
  public int writeTo(Responder responder) {
    int length = encoder.length();
    responder.write(encoder.array(), 0, length);
    encoder.clear();
    return length;
  }
}
