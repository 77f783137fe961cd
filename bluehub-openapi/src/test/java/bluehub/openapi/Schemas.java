package bluehub.openapi;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The schemas of the tests: those of {@code src/test/proto}, and the sample API. */
public final class Schemas {
  private static final String SAMPLE = "/META-INF/bluehub/example.binpb";
  private static final Schema TESTS = read("/schemas.binpb");

  private Schemas() {}

  public static Schema tests() {
    return TESTS;
  }

  /** All bindings of the services of a package. */
  public static List<ApiOperation> operations(String upstream, String protoPackage) {
    return operations(TESTS, upstream, protoPackage);
  }

  static List<ApiOperation> sample() {
    return operations(read(SAMPLE), "router", "bluehub.example.v1");
  }

  static List<ApiOperation> operations(Schema schema, String upstream, String protoPackage) {
    return schema.bindings().stream()
        .filter(binding -> binding.rpc().getFile().getPackage().equals(protoPackage))
        .map(binding -> new ApiOperation(binding, upstream))
        .toList();
  }

  /** The binding of an RPC in {@code nasty.v1.Things}; its first. */
  static HttpBinding nasty(String rpc) {
    return TESTS.bindings().stream()
        .filter(binding -> binding.rpc().getFullName().equals("nasty.v1.Things." + rpc))
        .findFirst()
        .orElseThrow();
  }

  private static Schema read(String resource) {
    try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
      return Schema.parse(Objects.requireNonNull(in, resource).readAllBytes());
    } catch (IOException | SchemaException e) {
      throw new AssertionError(e);
    }
  }
}
