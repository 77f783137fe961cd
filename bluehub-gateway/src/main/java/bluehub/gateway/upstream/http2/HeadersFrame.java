package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;

/** Writes a request's head as HEADERS, and CONTINUATION where it is long (RFC 9113 §6.2, §6.10). */
final class HeadersFrame {
  private HeadersFrame() {}

  static void write(
      ByteBuf out,
      int maxFrame,
      int stream,
      boolean ends,
      HeaderEncoder encoder,
      boolean secure,
      Http2Connection.Head head) {
    int start = out.writerIndex();
    int endStream = ends ? Frame.END_STREAM : 0;
    FrameWriter.header(out, 0, Frame.HEADERS, endStream | Frame.END_HEADERS, stream);
    int blockStart = out.writerIndex();
    encoder.begin(out);
    encoder.known(out, StaticTable.METHOD_POST);
    encoder.known(out, secure ? StaticTable.SCHEME_HTTPS : StaticTable.SCHEME_HTTP);
    head.write(out, encoder);
    int length = out.writerIndex() - blockStart;
    if (length <= maxFrame) {
      out.setMedium(start, length);
      return;
    }
    byte[] block = new byte[length];
    out.getBytes(blockStart, block);
    out.writerIndex(start);
    for (int at = 0; at < length; at += maxFrame) {
      int piece = Math.min(maxFrame, length - at);
      int type = at == 0 ? Frame.HEADERS : Frame.CONTINUATION;
      int flags = (at == 0 ? endStream : 0) | (at + piece == length ? Frame.END_HEADERS : 0);
      FrameWriter.header(out, piece, type, flags, stream);
      out.writeBytes(block, at, piece);
    }
  }
}
