package bluehub.gateway.call;

import bluehub.gateway.api.HeaderRules;
import bluehub.gateway.upstream.MetadataFilter;
import bluehub.gateway.upstream.RawMetadata;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Request headers as metadata. Left out are: those that belong to one connection or frame a message
 * (RFC 9110 §7.6.1), those that {@code Connection} lists, gRPC's own, and those that mean another
 * thing over gRPC (Host, Content-*, User-Agent), and what the upstream's settings keep back.
 */
final class RequestMetadata {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          RequestId.HEADER.toString());

  private static final byte[] REQUEST_ID = RequestId.HEADER.toByteArray();
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString CLOSE = AsciiString.cached("close");
  private static final int USUAL_ENTRIES = 8;

  /** What a transport adds to each call, as HTTP/2 counts it, without the path. */
  private static final int GRPC_FIELDS = 600;

  private RequestMetadata() {}

  /**
   * @param rules of the route, or null
   * @param upstream knows what may pass, what comes besides, and how many bytes it takes
   * @throws RequestFault for a {@code -bin} header that is not base64 (400), or for too much (431)
   */
  static RawMetadata of(
      Request request,
      String requestId,
      @Nullable TraceContext trace,
      String rpc,
      Upstream upstream,
      @Nullable HeaderRules rules) {
    RawMetadata metadata = new RawMetadata(USUAL_ENTRIES);
    metadata.add(REQUEST_ID, ascii(requestId));
    MetadataFilter filter = upstream.requestFilter();
    if (trace != null
        && filter.passes("traceparent")
        && (rules == null || rules.name("traceparent") != null)) {
      trace.addTo(metadata);
    }
    upstream.addTo(metadata);
    if (rules != null) {
      rules.set().forEach((name, value) -> metadata.add(ascii(name), ascii(value)));
    }
    Set<String> listed = listed(request);
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = request.headers();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      String name = lowerCase(header.getKey());
      if (rules != null && !listed.contains(name)) {
        name = renamed(name, rules);
      }
      if (passes(name) && !listed.contains(name) && filter.passes(name)) {
        add(metadata, name, header.getValue());
      }
    }
    int most = (int) upstream.settings().maxMetadata().toBytes();
    int size = metadata.bytes() + rpc.length() + GRPC_FIELDS;
    if (size > most) {
      throw RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          431,
          "The header fields are %d bytes as metadata, more than the %d that the service takes."
              .formatted(size, most));
    }
    return metadata;
  }

  /** No name where it does not pass. */
  private static String renamed(String name, HeaderRules rules) {
    String next = rules.name(name);
    return next == null ? "" : next;
  }

  private static boolean passes(String name) {
    if (name.startsWith("grpc-")
        || name.startsWith("content-")
        || name.startsWith("sec-websocket-")
        || LEFT_OUT.contains(name)) {
      return false;
    }
    // gRPC over HTTP/2: Header-Name -> 1*( %x30-39 / %x61-7A / "_" / "-" / ".")
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean ok =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!ok) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void add(RawMetadata metadata, String name, CharSequence value) {
    byte[] key = ascii(name);
    if (!name.endsWith("-bin")) {
      byte[] bytes = printable(value);
      if (bytes != null) {
        metadata.add(key, bytes);
      }
      return;
    }
    // Several values of one name may be joined by commas, which base64 does not use.
    for (String part : value.toString().split(",", -1)) {
      try {
        metadata.add(key, Base64.getDecoder().decode(part.strip()));
      } catch (IllegalArgumentException e) {
        throw RequestFault.invalid("The header %s is not base64.".formatted(name));
      }
    }
  }

  /** Null for a value that gRPC cannot carry; such a header is left out. */
  private static byte @Nullable [] printable(CharSequence value) {
    byte[] bytes = new byte[value.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return null;
      }
      bytes[i] = (byte) c;
    }
    return bytes;
  }

  /** What most clients say, which lists no field. */
  private static boolean isOption(CharSequence connection) {
    return KEEP_ALIVE.contentEqualsIgnoreCase(connection)
        || CLOSE.contentEqualsIgnoreCase(connection);
  }

  /** What {@code Connection} lists, in whatever number of lines (RFC 9110 §5.3, §7.6.1). */
  private static Set<String> listed(Request request) {
    Set<String> names = Set.of();
    if (request.header(CONNECTION) == null) {
      return names;
    }
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = request.headers();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      if (CONNECTION.contentEqualsIgnoreCase(header.getKey()) && !isOption(header.getValue())) {
        names = names.isEmpty() ? new HashSet<>() : names;
        for (String name : header.getValue().toString().split(",", -1)) {
          names.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  private static String lowerCase(CharSequence name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
