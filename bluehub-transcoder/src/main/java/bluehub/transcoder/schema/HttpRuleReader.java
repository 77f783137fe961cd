package bluehub.transcoder.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code google.api.http} option from the bytes of a method's options, since the engine
 * has no generated class for it, and since it must not matter whether whoever parsed the descriptor
 * knew the extension.
 *
 * <p>Numbers: {@code google/api/annotations.proto} and {@code google/api/http.proto}.
 */
final class HttpRuleReader {
  private static final int HTTP = 72295728;
  private static final int LENGTH_DELIMITED = 2;

  private String selector = "";
  private String httpMethod = "";
  private String path = "";
  private String body = "";
  private String responseBody = "";
  private final List<HttpRule> additionalBindings = new ArrayList<>();

  private HttpRuleReader() {}

  /**
   * The rule among the options, if there is one.
   *
   * @throws IOException when it is no HttpRule
   */
  static Optional<HttpRule> read(MethodOptions options) throws IOException {
    ByteString merged = ByteString.EMPTY;
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(options.toByteString());
    if (fields.getField(HTTP).getLengthDelimitedList().isEmpty()) {
      return Optional.empty();
    }
    // A message in several pieces is the pieces one after the other.
    for (ByteString piece : fields.getField(HTTP).getLengthDelimitedList()) {
      merged = merged.concat(piece);
    }
    return Optional.of(new HttpRuleReader().rule(merged.newCodedInput(), 0));
  }

  private HttpRule rule(CodedInputStream in, int depth) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if ((tag & 7) != LENGTH_DELIMITED) {
        in.skipField(tag);
        continue;
      }
      switch (tag >>> 3) {
        case 1 -> selector = in.readStringRequireUtf8();
        case 2 -> pattern("GET", in.readStringRequireUtf8());
        case 3 -> pattern("PUT", in.readStringRequireUtf8());
        case 4 -> pattern("POST", in.readStringRequireUtf8());
        case 5 -> pattern("DELETE", in.readStringRequireUtf8());
        case 6 -> pattern("PATCH", in.readStringRequireUtf8());
        case 7 -> body = in.readStringRequireUtf8();
        case 8 -> custom(in.readBytes().newCodedInput());
        case 11 -> additional(in.readBytes(), depth);
        case 12 -> responseBody = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    return new HttpRule(selector, httpMethod, path, body, responseBody, additionalBindings);
  }

  /** A oneof: of several patterns the last one counts. */
  private void pattern(String method, String template) {
    httpMethod = method;
    path = template;
  }

  private void custom(CodedInputStream in) throws IOException {
    String kind = "";
    String template = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (1 << 3) | LENGTH_DELIMITED -> kind = in.readStringRequireUtf8();
        case (2 << 3) | LENGTH_DELIMITED -> template = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    pattern(kind, template);
  }

  /** Bindings inside bindings are read one level deep: that is enough to refuse them. */
  private void additional(ByteString bytes, int depth) throws IOException {
    if (depth < 2) {
      additionalBindings.add(new HttpRuleReader().rule(bytes.newCodedInput(), depth + 1));
    }
  }
}
