package bluehub.gateway.call;

import bluehub.gateway.upstream.RawCall;
import bluehub.gateway.upstream.RawMetadata;
import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.fault.RequestFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The upstream's side of one exchange: takes what a call brings, and turns it into the answer. */
abstract sealed class Conversation implements RawCall.Listener
    permits UnaryConversation, StreamConversation {
  final Reply reply;
  RawMetadata headers = RawMetadata.EMPTY;
  private final List<String> ignored;
  private final @Nullable Upload upload;
  private @Nullable RawCall call;

  /**
   * @param ignored the unknown fields of a request that is one message
   * @param upload what sends the messages of a streamed request, or null
   */
  Conversation(Reply reply, List<String> ignored, @Nullable Upload upload) {
    this.reply = reply;
    this.ignored = ignored;
    this.upload = upload;
  }

  /** Tells the unknown fields that were let pass; of a streamed request, those so far. */
  final void warn(ResponseHead head) {
    Upload current = upload;
    List<String> told = current == null ? ignored : current.ignored();
    if (!told.isEmpty()) {
      head.add("warning", Ignored.warning(told));
    }
  }

  /** Called after the call was started; by then it may even be over. */
  final void started(RawCall started) {
    call = started;
  }

  @Override
  public final void ready() {
    Upload current = upload;
    if (current != null) {
      current.ready();
    }
  }

  @Override
  public final void headers(RawMetadata metadata) {
    headers = metadata;
  }

  @Override
  public final void closed(RawStatus status) {
    Upload current = upload;
    if (current != null) {
      current.close();
    }
    ended(status);
  }

  final void ask() {
    RawCall current = call;
    if (current != null) {
      current.request(1);
    }
  }

  final void cancel() {
    RawCall current = call;
    if (current != null) {
      current.cancel();
    }
  }

  /** The call has come to its end. */
  abstract void ended(RawStatus status);

  /** The client takes more. */
  abstract void writable();

  /** The request turned out to be wrong while its call was under way: cancels and answers. */
  abstract void refuse(RequestFault fault);

  /** A mistake of ours: cancels and answers. */
  abstract void crashed(RuntimeException cause);

  /** Nobody waits for the answer any more. */
  abstract void abandon();
}
