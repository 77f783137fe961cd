package bluehub.gateway.call;

import bluehub.gateway.site.SitePage;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The answer with a page of the gateway's own, which may have to be made first. */
final class PageAnswer {
  private static final AsciiString IF_NONE_MATCH = AsciiString.cached("if-none-match");

  /** What can be asked of a page. */
  static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

  private static final String ALLOWED = String.join(", ", METHODS);

  private final Lane lane;
  private final Request request;
  private final Reply reply;

  PageAnswer(Lane lane, Request request, Reply reply) {
    this.lane = lane;
    this.request = request;
    this.reply = reply;
  }

  /** Answers now or, on the lane's thread, later. */
  void with(CompletionStage<@Nullable SitePage> page) {
    page.whenComplete(
        (found, failure) -> {
          if (lane.loop().inEventLoop()) {
            with(found, failure);
          } else {
            lane.loop().execute(() -> with(found, failure));
          }
        });
  }

  private void with(@Nullable SitePage page, @Nullable Throwable failure) {
    if (reply.over()) {
      return;
    }
    try {
      if (failure != null) {
        failed(
            failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure);
      } else if (page == null) {
        reply.fault(RouteSearch.noRoute());
      } else {
        answer(page);
      }
    } catch (RuntimeException e) {
      reply.crashed(e);
    }
  }

  private void failed(Throwable cause) {
    if (cause instanceof RejectedExecutionException) {
      reply.overloaded();
    } else {
      reply.crashed(cause);
    }
  }

  private void answer(SitePage page) {
    reply.page();
    switch (request.method()) {
      case "GET", "HEAD" -> send(page);
      case "OPTIONS" ->
          reply.whole(reply.head(204, null).add("allow", ALLOWED), Unpooled.EMPTY_BUFFER, Code.OK);
      default -> {
        RequestFault fault =
            RequestFault.of(
                Code.UNIMPLEMENTED,
                405,
                "The method %s is not allowed here, but %s.".formatted(request.method(), ALLOWED));
        reply.fault(fault, reply.errorHead(405).add("allow", ALLOWED));
      }
    }
  }

  private void send(SitePage page) {
    byte[] gzip = lane.compression.accepted(request) ? page.gzip() : null;
    boolean known = page.matches(request.header(IF_NONE_MATCH));
    ResponseHead head = known ? reply.head(304, null) : reply.head(200, page.contentType());
    // To be asked for each time, and answered 304 as long as the API stays as it is.
    head.add("cache-control", "no-cache");
    head.add("etag", page.tag(gzip != null));
    head.add("vary", "accept-encoding");
    head.add("x-content-type-options", "nosniff");
    page.headers().forEach(header -> head.add(header.name(), header.value()));
    if (gzip != null && !known) {
      head.add("content-encoding", "gzip");
    }
    ByteBuf body =
        known
            ? Unpooled.EMPTY_BUFFER
            : Unpooled.wrappedBuffer(gzip == null ? page.plain() : gzip).asReadOnly();
    reply.ready(head, body, Code.OK);
  }
}
