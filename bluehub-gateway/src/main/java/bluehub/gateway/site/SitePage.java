package bluehub.gateway.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is sent, compressed beforehand, with a strong entity tag for each of its two forms
 * (RFC 9110 §8.8.3). Immutable; its arrays are not to be written to.
 */
public final class SitePage {
  private static final int TAG_BYTES = 16;

  private final String contentType;
  private final byte[] plain;
  private final byte @Nullable [] gzip;
  private final String tag;
  private final List<Header> headers;

  /**
   * A header field.
   *
   * @param name in lower case, a token
   * @param value printable ASCII
   */
  public record Header(String name, String value) {}

  private SitePage(String contentType, byte[] plain, List<Header> headers) {
    this.contentType = contentType;
    this.plain = plain;
    byte[] smaller = compress(plain);
    this.gzip = smaller.length < plain.length ? smaller : null;
    this.tag = tag(plain);
    this.headers = List.copyOf(headers);
  }

  /**
   * Makes a page; takes a while for a large one.
   *
   * @param headers beside those of the content, its tag and its caching
   */
  public static SitePage of(String contentType, byte[] content, Header... headers) {
    return new SitePage(contentType, content, List.of(headers));
  }

  public String contentType() {
    return contentType;
  }

  public byte[] plain() {
    return plain;
  }

  /** In gzip; null where that is no smaller. */
  public byte @Nullable [] gzip() {
    return gzip;
  }

  /** Further header fields. */
  public List<Header> headers() {
    return headers;
  }

  /** The entity tag of one of the two forms. */
  public String tag(boolean compressed) {
    return compressed ? '"' + tag + "-gzip\"" : '"' + tag + '"';
  }

  /**
   * Whether a client has the page already, in whatever form.
   *
   * @param ifNoneMatch {@code "*" / #entity-tag}, compared weakly (RFC 9110 §13.1.2); null for none
   */
  public boolean matches(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String element : ifNoneMatch.split(",", -1)) {
      String each = element.strip();
      String opaque = each.startsWith("W/") ? each.substring(2) : each;
      if (opaque.equals("*") || opaque.equals(tag(false)) || opaque.equals(tag(true))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
