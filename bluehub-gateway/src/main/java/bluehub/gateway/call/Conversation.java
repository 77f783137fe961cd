package bluehub.gateway.call;

import bluehub.gateway.upstream.RawCall;
import bluehub.gateway.upstream.RawMetadata;
import org.jspecify.annotations.Nullable;

/** The upstream's side of one exchange: takes what a call brings, and turns it into the answer. */
abstract sealed class Conversation implements RawCall.Listener
    permits UnaryConversation, StreamConversation {
  final Reply reply;
  RawMetadata headers = RawMetadata.EMPTY;
  private @Nullable RawCall call;

  Conversation(Reply reply) {
    this.reply = reply;
  }

  /** Called after the call was started; by then it may even be over. */
  final void started(RawCall started) {
    call = started;
  }

  @Override
  public final void headers(RawMetadata metadata) {
    headers = metadata;
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

  /** The client takes more. */
  abstract void writable();

  /** Nobody waits for the answer any more. */
  abstract void abandon();
}
