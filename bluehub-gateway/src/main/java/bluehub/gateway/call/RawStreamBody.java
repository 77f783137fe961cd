package bluehub.gateway.call;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.Workspace;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fault.RequestFault;

/**
 * Messages of {@code google.api.HttpBody}: their bytes one after the other, with the type that the
 * first one has.
 */
final class RawStreamBody implements StreamBody {
  private static final byte[] NOTHING = new byte[0];

  private final CompiledMethod method;
  private final Workspace workspace;
  private String contentType = "application/octet-stream";
  private boolean typed;
  private byte[] bytes = NOTHING;
  private int length;

  RawStreamBody(CompiledMethod method, Workspace workspace) {
    this.method = method;
    this.workspace = workspace;
  }

  @Override
  public String contentType() {
    return contentType;
  }

  /** The bytes stay in the workspace, so they are to be written at once. */
  @Override
  public void message(byte[] wire, int wireLength) {
    ResponseDecoder decoder = method.response(workspace, method.print());
    decoder.decode(wire, 0, wireLength);
    if (!typed) {
      typed = true;
      contentType = decoder.contentType();
    }
    bytes = decoder.array();
    length = decoder.length();
  }

  @Override
  public void end() {
    // The bytes say by themselves what they are.
  }

  @Override
  public boolean fail(CallEnd end) {
    return false;
  }

  @Override
  public boolean fail(RequestFault fault) {
    return false;
  }

  @Override
  public int writeTo(Responder responder) {
    int written = length;
    responder.write(bytes, 0, written);
    bytes = NOTHING;
    length = 0;
    return written;
  }
}
