package bluehub.gateway.api;

import java.util.List;
import org.springframework.core.io.ResourceLoader;

/** A descriptor set in a file or on the class path. */
public final class DescriptorSetFile implements SchemaSource {
  private final SchemaFile file;

  /**
   * @param upstream the upstream's name in the settings
   * @param location {@code file:...} or {@code classpath:...}
   */
  public DescriptorSetFile(String upstream, String location, ResourceLoader resources) {
    this.file =
        new SchemaFile(
            "descriptor set %s of upstream \"" + upstream + "\"",
            location,
            ("Set bluehub.upstreams.%s.schema.descriptor-set to a file: or classpath: location of"
                    + " what \"protoc --include_imports --descriptor_set_out=FILE\" wrote, and see"
                    + " that this process may read it.")
                .formatted(upstream),
            resources);
  }

  @Override
  public Descriptors read() {
    return new Descriptors(file.read(), List.of());
  }

  @Override
  public String place() {
    return file.location();
  }
}
