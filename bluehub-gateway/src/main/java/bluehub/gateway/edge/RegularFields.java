package bluehub.gateway.edge;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The fields behind the pseudo fields, which come first. */
final class RegularFields implements Iterator<Map.Entry<CharSequence, CharSequence>> {
  private final Iterator<Map.Entry<CharSequence, CharSequence>> all;
  private Map.@Nullable Entry<CharSequence, CharSequence> next;

  RegularFields(Iterator<Map.Entry<CharSequence, CharSequence>> all) {
    this.all = all;
    do {
      next = all.hasNext() ? all.next() : null;
    } while (next != null && Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(next.getKey()));
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Map.Entry<CharSequence, CharSequence> next() {
    Map.Entry<CharSequence, CharSequence> current = next;
    if (current == null) {
      throw new NoSuchElementException();
    }
    next = all.hasNext() ? all.next() : null;
    return current;
  }
}
