package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.gateway.upstream.http2.HeaderField;
import bluehub.gateway.upstream.http2.HeaderList;
import bluehub.transcoder.fault.Code;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of an answer say (gRPC over HTTP/2, {@code Response-Headers} and {@code
 * Trailers}): read once from the head, and once from the trailers. Used again for the next answer.
 */
final class AnswerFields {
  private static final byte[] STATUS = ascii(":status");
  private static final byte[] CONTENT_TYPE = ascii("content-type");
  private static final byte[] GRPC_TYPE = ascii("application/grpc");
  private static final byte[] GRPC = ascii("grpc-");
  private static final byte[] GRPC_STATUS = ascii("grpc-status");
  private static final byte[] GRPC_MESSAGE = ascii("grpc-message");
  private static final byte[] GRPC_ENCODING = ascii("grpc-encoding");
  private static final byte[] DETAILS = ascii("grpc-status-details-bin");
  private static final byte[] BIN = ascii("-bin");
  private static final byte[] ZERO = ascii("0");

  private static final int NONE = -1;
  private static final int MOST_CODE_DIGITS = 2;

  private int http;
  private byte @Nullable [] status;
  private byte @Nullable [] message;
  private byte @Nullable [] encoding;
  private byte @Nullable [] details;
  private byte @Nullable [] type;
  private RawMetadata metadata = RawMetadata.EMPTY;

  void read(HeaderList fields) {
    http = NONE;
    status = null;
    message = null;
    encoding = null;
    details = null;
    type = null;
    metadata = RawMetadata.EMPTY;
    int size = fields.size();
    for (int i = 0; i < size; i++) {
      HeaderField field = fields.get(i);
      byte[] name = field.name();
      switch (name[0]) {
        case ':' -> {
          if (Arrays.equals(name, STATUS)) {
            http = number(field.value());
          }
        }
        case 'g' -> {
          if (!grpc(name, field.value())) {
            add(field, size);
          }
        }
        case 'c' -> {
          if (Arrays.equals(name, CONTENT_TYPE)) {
            type = field.value();
          } else {
            add(field, size);
          }
        }
        default -> add(field, size);
      }
    }
  }

  /** Whether there is a status that is no interim one (RFC 9110 §15.2). */
  boolean interim() {
    return http >= 100 && http < 200;
  }

  /** What is wrong with the head of an answer, or null. */
  @Nullable RawStatus wrongHead() {
    if (http == NONE) {
      return RawStatus.own(Code.INTERNAL, "No HTTP status", Cause.BROKEN);
    }
    if (!isGrpc(type)) {
      return RawStatus.own(codeOfHttp(), "HTTP status " + http + ", and no gRPC", Cause.BROKEN);
    }
    return null;
  }

  /**
   * {@code "application/grpc" [("+proto" / "+json" / {custom})]}, and no "application/grpc-web".
   */
  private static boolean isGrpc(byte @Nullable [] type) {
    if (type == null
        || type.length < GRPC_TYPE.length
        || !Arrays.equals(type, 0, GRPC_TYPE.length, GRPC_TYPE, 0, GRPC_TYPE.length)) {
      return false;
    }
    return type.length == GRPC_TYPE.length
        || type[GRPC_TYPE.length] == '+'
        || type[GRPC_TYPE.length] == ';';
  }

  /** How messages are compressed, or null. */
  @Nullable String encoding() {
    byte[] text = encoding;
    return text == null ? null : new String(text, StandardCharsets.ISO_8859_1);
  }

  /** All but gRPC's and HTTP's own fields. */
  RawMetadata metadata() {
    return metadata;
  }

  /** Whether the status is there. */
  boolean ended() {
    return status != null;
  }

  /** The end that the fields tell. */
  RawStatus end(MetadataFilter filter) {
    byte[] number = status;
    if (number == null) {
      Code code = http == NONE ? Code.UNKNOWN : codeOfHttp();
      return RawStatus.own(code, "No grpc-status", Cause.BROKEN);
    }
    RawMetadata passed = filter.of(metadata);
    if (Arrays.equals(number, ZERO) && passed.size() == 0) {
      return RawStatus.OK;
    }
    byte[] text = message;
    return new RawStatus(
        code(number), text == null ? "" : PercentText.decode(text), details(), passed, Cause.PEER);
  }

  private byte @Nullable [] details() {
    byte[] base64 = details;
    return base64 == null ? null : binary(base64);
  }

  private boolean grpc(byte[] name, byte[] value) {
    if (name.length < GRPC.length || !Arrays.equals(name, 0, GRPC.length, GRPC, 0, GRPC.length)) {
      return false;
    }
    if (Arrays.equals(name, GRPC_STATUS)) {
      status = value;
    } else if (Arrays.equals(name, GRPC_MESSAGE)) {
      message = value;
    } else if (Arrays.equals(name, GRPC_ENCODING)) {
      encoding = value;
    } else if (Arrays.equals(name, DETAILS)) {
      details = value;
    }
    return true;
  }

  private void add(HeaderField field, int room) {
    if (metadata == RawMetadata.EMPTY) {
      metadata = new RawMetadata(room);
    }
    byte[] name = field.name();
    byte[] value = field.value();
    if (endsWithBin(name)) {
      addBinary(name, value);
    } else {
      metadata.add(name, value);
    }
  }

  /** Several values may come in one field, with commas between them; bad ones are left out. */
  private void addBinary(byte[] name, byte[] value) {
    int start = 0;
    for (int i = 0; i <= value.length; i++) {
      if (i == value.length || value[i] == ',') {
        byte[] bytes = binary(Arrays.copyOfRange(value, start, i));
        if (bytes != null) {
          metadata.add(name, bytes);
        }
        start = i + 1;
      }
    }
  }

  private static byte @Nullable [] binary(byte[] base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static boolean endsWithBin(byte[] name) {
    int start = name.length - BIN.length;
    return start >= 0 && Arrays.equals(name, start, name.length, BIN, 0, BIN.length);
  }

  private static Code code(byte[] text) {
    int number = text.length > MOST_CODE_DIGITS ? NONE : number(text);
    return number == NONE ? Code.UNKNOWN : Code.of(number);
  }

  private static int number(byte[] text) {
    if (text.length == 0 || text.length > 3) {
      return NONE;
    }
    int number = 0;
    for (byte b : text) {
      if (b < '0' || b > '9') {
        return NONE;
      }
      number = number * 10 + b - '0';
    }
    return number;
  }

  /** grpc/doc/http-grpc-status-mapping.md. */
  private Code codeOfHttp() {
    return switch (http) {
      case 400, 431 -> Code.INTERNAL;
      case 401 -> Code.UNAUTHENTICATED;
      case 403 -> Code.PERMISSION_DENIED;
      case 404 -> Code.UNIMPLEMENTED;
      case 429, 502, 503, 504 -> Code.UNAVAILABLE;
      default -> Code.UNKNOWN;
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
