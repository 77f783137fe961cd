package bluehub.gateway.call;

import bluehub.gateway.api.Location;
import bluehub.gateway.api.Route;
import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RPC with one response. The message is turned into JSON when it comes, as its bytes are on
 * loan; the answer waits for the status, which may still be an error.
 */
final class UnaryConversation extends Conversation {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private final Route route;
  private final PrintOptions print;
  private @Nullable ByteBuf body;
  private String contentType = ResponseHead.JSON;
  private @Nullable String location;
  private boolean empty;
  private @Nullable CallEnd broken;

  UnaryConversation(
      Reply reply, Route route, PrintOptions print, List<String> ignored, @Nullable Upload upload) {
    super(reply, ignored, upload);
    this.route = route;
    this.print = print;
  }

  @Override
  public void message(byte[] bytes, int length) {
    if (reply.over()) {
      return;
    }
    if (body != null) {
      broken = CallEnd.broken("The service sent more than one response.");
      return;
    }
    try {
      Location own = route.options().location();
      if (own != null) {
        location = own.of(bytes, length);
      }
      empty = length == 0;
      ResponseDecoder decoder = route.method().response(reply.lane.workspace, print);
      decoder.decode(bytes, 0, length);
      contentType = decoder.contentType();
      body =
          reply.responder.buffer(decoder.length()).writeBytes(decoder.array(), 0, decoder.length());
    } catch (WireException e) {
      broken = CallEnd.broken("The service's response does not fit its schema.");
    } catch (RuntimeException e) {
      crashed(e);
    }
  }

  @Override
  void ended(RawStatus status) {
    if (reply.over()) {
      release();
      return;
    }
    try {
      answer(status);
    } catch (RuntimeException e) {
      release();
      reply.crashed(e);
    }
  }

  private void answer(RawStatus status) {
    ByteBuf json = body;
    if (status.code() != Code.OK) {
      release();
      reply.failed(CallEnd.of(status), headers, status.trailers());
    } else if (broken != null) {
      release();
      reply.failed(broken);
    } else if (json == null) {
      reply.failed(CallEnd.broken("The service sent no response."));
    } else {
      int code = successStatus();
      ResponseHead head = reply.head(code, code == NO_CONTENT ? null : contentType);
      ResponseMetadata.addTo(head, headers);
      if (location != null && head.value("location") == null) {
        head.add("location", location);
      }
      warn(head);
      ByteBuf sent = json;
      if (code == NO_CONTENT) {
        release();
        sent = Unpooled.EMPTY_BUFFER;
      }
      body = null;
      reply.whole(head, sent, status.trailers());
    }
  }

  /** An answer that has something to say is not left out for its status. */
  private int successStatus() {
    int status = route.options().successStatus();
    return status == NO_CONTENT && !empty ? OK : status;
  }

  @Override
  void writable() {
    // One buffer, which has been handed over.
  }

  @Override
  void refuse(RequestFault fault) {
    release();
    reply.fault(fault);
    cancel();
  }

  @Override
  void crashed(RuntimeException cause) {
    release();
    reply.crashed(cause);
    cancel();
  }

  @Override
  void abandon() {
    release();
    cancel();
  }

  private void release() {
    ByteBuf json = body;
    if (json != null) {
      body = null;
      json.release();
    }
  }
}
