package bluehub.gateway.api;

import bluehub.gateway.settings.OperatorFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** A file of an upstream's schema, read anew each time: what it names may have been replaced. */
final class SchemaFile {
  /** What is larger is not what it is taken for. */
  private static final int MAX_BYTES = 256 << 20;

  private final String what;
  private final String location;
  private final String action;
  private final Resource resource;

  /**
   * @param what its part, as messages name it, with {@code %s} for its location
   * @param action what to do where it cannot be read
   */
  SchemaFile(String what, String location, String action, ResourceLoader resources) {
    this.what = what;
    this.location = location;
    this.action = action;
    this.resource = resources.getResource(location);
  }

  String location() {
    return location;
  }

  byte[] read() {
    if (!resource.exists()) {
      throw fault("does not exist", null);
    }
    try {
      long size = resource.contentLength();
      if (size > MAX_BYTES) {
        throw fault("has " + size + " bytes, expected " + MAX_BYTES + " at most", null);
      }
      return resource.getContentAsByteArray();
    } catch (IOException e) {
      throw fault("cannot be read: " + e.getMessage(), e);
    }
  }

  private OperatorFault fault(String found, @Nullable IOException cause) {
    return new OperatorFault(
        "The %s %s.".formatted(what.formatted(location), found), action, cause);
  }
}
