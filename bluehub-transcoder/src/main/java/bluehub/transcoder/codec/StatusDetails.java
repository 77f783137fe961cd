package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@code google.rpc.Status} on the wire tells beside its code. Bytes that are none, or are
 * cut off, tell what can be read of them: how an error is told must not hide the error.
 *
 * @param message empty where there is none
 * @param details in their order
 */
record StatusDetails(String message, List<Detail> details) {
  private static final int STATUS_MESSAGE = WireType.tag(2, WireType.LENGTH_DELIMITED);
  private static final int STATUS_DETAILS = WireType.tag(3, WireType.LENGTH_DELIMITED);
  private static final int ANY_URL = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int ANY_VALUE = WireType.tag(2, WireType.LENGTH_DELIMITED);
  private static final int RETRY_DELAY = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int DELAY_SECONDS = WireType.tag(1, WireType.VARINT);
  private static final int DELAY_NANOS = WireType.tag(2, WireType.VARINT);
  private static final String RETRY_INFO = "google.rpc.RetryInfo";

  /** One of the details: an Any. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Detail(String url, byte[] value) {
    /** Whether its type is the one of that full name; the URL may begin with any host. */
    private boolean is(String fullName) {
      return url.substring(url.lastIndexOf('/') + 1).equals(fullName);
    }
  }

  static StatusDetails read(byte[] status) {
    WireReader in = new WireReader();
    in.reset(status, 0, status.length);
    String message = "";
    List<Detail> details = new ArrayList<>();
    try {
      while (!in.atEnd()) {
        int tag = in.tag();
        if (tag == STATUS_MESSAGE) {
          message = new String(bytes(in), StandardCharsets.UTF_8);
        } else if (tag == STATUS_DETAILS) {
          details.add(detail(bytes(in)));
        } else {
          in.skip(tag);
        }
      }
    } catch (WireException e) {
      // what came before is told
    }
    return new StatusDetails(message, details);
  }

  private static byte[] bytes(WireReader in) {
    int size = in.size();
    int start = in.position();
    in.position(start + size);
    return Arrays.copyOfRange(in.array(), start, start + size);
  }

  private static Detail detail(byte[] any) {
    WireReader in = new WireReader();
    in.reset(any, 0, any.length);
    String url = "";
    byte[] value = new byte[0];
    try {
      while (!in.atEnd()) {
        int tag = in.tag();
        if (tag == ANY_URL) {
          url = new String(bytes(in), StandardCharsets.UTF_8);
        } else if (tag == ANY_VALUE) {
          value = bytes(in);
        } else {
          in.skip(tag);
        }
      }
      return new Detail(url, value);
    } catch (WireException e) {
      return new Detail(TypeTable.url("google.protobuf.Any"), any);
    }
  }

  /** After how many seconds, rounded up, the first RetryInfo lets try again; -1 for none. */
  long retryAfterSeconds() {
    for (Detail detail : details) {
      if (detail.is(RETRY_INFO)) {
        try {
          return retryDelay(detail.value);
        } catch (WireException e) {
          return -1;
        }
      }
    }
    return -1;
  }

  /**
   * {@code Duration retry_delay = 1} with {@code int64 seconds = 1; int32 nanos = 2}, at most the
   * longest Duration.
   */
  private static long retryDelay(byte[] retryInfo) {
    WireReader in = new WireReader();
    in.reset(retryInfo, 0, retryInfo.length);
    long seconds = 0;
    int nanos = 0;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag != RETRY_DELAY) {
        in.skip(tag);
        continue;
      }
      in.limit(in.size() + in.position());
      while (!in.atEnd()) {
        int inner = in.tag();
        if (inner == DELAY_SECONDS) {
          seconds = in.varint();
        } else if (inner == DELAY_NANOS) {
          nanos = (int) in.varint();
        } else {
          in.skip(inner);
        }
      }
      // a message may come in pieces
      in.limit(retryInfo.length);
    }
    if (seconds < 0) {
      return 0;
    }
    // in this order: one more than the largest long is none
    return Math.min(Math.min(seconds, TimeText.LONGEST) + (nanos > 0 ? 1 : 0), TimeText.LONGEST);
  }
}
