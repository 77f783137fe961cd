package bluehub.gateway.call;

import bluehub.gateway.api.HeaderRules;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Status and header fields of an answer, but for those that frame it, which the edge adds. */
public final class ResponseHead {
  public static final String JSON = "application/json";

  private final int status;
  private final @Nullable String contentType;
  private String[] fields = new String[8];
  private int used;
  private boolean crossOrigin;

  /**
   * @param contentType null for an answer without a body
   */
  public ResponseHead(int status, @Nullable String contentType) {
    this.status = status;
    this.contentType = contentType;
  }

  public int status() {
    return status;
  }

  public @Nullable String contentType() {
    return contentType;
  }

  /**
   * Adds a header field.
   *
   * @param name in lower case, a token
   * @param value printable ASCII
   */
  public ResponseHead add(String name, String value) {
    if (used == fields.length) {
      fields = Arrays.copyOf(fields, used * 2);
    }
    fields[used++] = name;
    fields[used++] = value;
    return this;
  }

  /** Leaves what browsers ask of other origins to the gateway; what a service says of it is not. */
  void crossOrigin() {
    crossOrigin = true;
  }

  /** Whether a field that a service has sent has a place here. */
  boolean takes(String name) {
    return !crossOrigin || !name.startsWith("access-control-");
  }

  /** The first value of a field that was added, or null. */
  @Nullable String value(String name) {
    for (int i = 0; i < used; i += 2) {
      if (fields[i].equals(name)) {
        return fields[i + 1];
      }
    }
    return null;
  }

  /** Replaces the first value of a field that was added. */
  void replace(String name, String value) {
    for (int i = 0; i < used; i += 2) {
      if (fields[i].equals(name)) {
        fields[i + 1] = value;
        return;
      }
    }
  }

  /** Sends fields on as the rules say, but for those that are the gateway's own to tell. */
  void apply(HeaderRules rules) {
    int kept = 0;
    for (int i = 0; i < used; i += 2) {
      String name = own(fields[i]) ? fields[i] : rules.name(fields[i]);
      if (name != null) {
        fields[kept++] = name;
        fields[kept++] = fields[i + 1];
      }
    }
    used = kept;
    rules.set().forEach(this::add);
  }

  private static boolean own(String name) {
    return name.startsWith("access-control-") || RequestId.HEADER.contentEquals(name);
  }

  /** Whether a field has another value in each answer, so that no table need keep it. */
  public static boolean comesOnce(CharSequence name) {
    return RequestId.HEADER.contentEquals(name);
  }

  /** The number of fields that were added. */
  public int size() {
    return used / 2;
  }

  public String name(int index) {
    return fields[2 * index];
  }

  public String value(int index) {
    return fields[2 * index + 1];
  }
}
