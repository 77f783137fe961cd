package bluehub.gateway.api;

import bluehub.gateway.settings.OperatorFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** A descriptor set in a file or on the class path. */
public final class DescriptorSetFile implements SchemaSource {
  private final String upstream;
  private final String location;
  private final Resource resource;

  /**
   * @param upstream the upstream's name in the settings
   * @param location {@code file:...} or {@code classpath:...}
   */
  public DescriptorSetFile(String upstream, String location, ResourceLoader resources) {
    this.upstream = upstream;
    this.location = location;
    this.resource = resources.getResource(location);
  }

  @Override
  public byte[] read() {
    if (!resource.exists()) {
      throw fault("does not exist", null);
    }
    try {
      return resource.getContentAsByteArray();
    } catch (IOException e) {
      throw fault("cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String place() {
    return location;
  }

  private OperatorFault fault(String what, @Nullable IOException cause) {
    return new OperatorFault(
        "The descriptor set %s of upstream \"%s\" %s.".formatted(location, upstream, what),
        ("Set bluehub.upstreams.%s.schema.descriptor-set to a file: or classpath: location of what"
                + " \"protoc --include_imports --descriptor_set_out=FILE\" wrote, and see that this"
                + " process may read it.")
            .formatted(upstream),
        cause);
  }
}
