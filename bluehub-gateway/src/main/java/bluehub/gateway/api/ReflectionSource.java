package bluehub.gateway.api;

import bluehub.gateway.api.ReflectionTalk.ReflectionException;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.settings.SchemaSettings;
import bluehub.gateway.upstream.Dialog;
import bluehub.gateway.upstream.DialogException;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.schema.RpcFilter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/**
 * The upstream itself, asked by gRPC server reflection over the connection that its calls have:
 * {@code v1}, and {@code v1alpha} of servers that have no other.
 */
public final class ReflectionSource implements SchemaSource {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String V1 = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  private static final String ALPHA =
      "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

  private final Upstream upstream;
  private final RpcFilter filter;
  private final @Nullable SchemaFile comments;

  /** In the order in which they are tried: the one that was answered last goes first. */
  private List<String> versions = List.of(V1, ALPHA);

  private ReflectionSource(Upstream upstream, RpcFilter filter, @Nullable SchemaFile comments) {
    this.upstream = upstream;
    this.filter = filter;
    this.comments = comments;
  }

  /** As the upstream's settings say. */
  public static ReflectionSource of(Upstream upstream, ResourceLoader resources) {
    SchemaSettings schema = upstream.settings().schema();
    SchemaFile comments =
        schema.comments().isBlank()
            ? null
            : new SchemaFile(
                "descriptor set with comments %s of upstream \"" + upstream.name() + "\"",
                schema.comments(),
                "Set bluehub.upstreams.%s.schema.comments to a descriptor set, or to nothing."
                    .formatted(upstream.name()),
                resources);
    return new ReflectionSource(upstream, schema.rpcs(), comments);
  }

  @Override
  public Descriptors read() {
    byte[] lender = comments == null ? null : comments.read();
    for (String version : versions) {
      try (Dialog dialog = upstream.dialog(version, LIMIT)) {
        Descriptors read = new ReflectionTalk(dialog, filter).read(lender);
        versions = version.equals(V1) ? List.of(V1, ALPHA) : List.of(ALPHA, V1);
        return read;
      } catch (DialogException e) {
        if (e.status().code() != Code.UNIMPLEMENTED) {
          throw fault("cannot be asked by reflection: " + e.getMessage(), seeService(), e);
        }
      } catch (ReflectionException e) {
        throw fault("does not tell its schema: " + e.getMessage(), seeReflection(), e);
      } catch (IllegalArgumentException e) {
        throw fault("cannot borrow comments: " + e.getMessage(), seeReflection(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw fault("was not asked to the end", "The gateway stops.", e);
      }
    }
    throw fault("has no server reflection, neither v1 nor v1alpha", seeReflection(), null);
  }

  private String seeService() {
    return "See that it runs there; bluehub.upstreams.%s.target names it."
        .formatted(upstream.name());
  }

  private String seeReflection() {
    return ("Register reflection with all services in its server, or set"
            + " bluehub.upstreams.%s.schema.descriptor-set instead of reflection.")
        .formatted(upstream.name());
  }

  private OperatorFault fault(String found, String action, @Nullable Exception cause) {
    return new OperatorFault(
        "Upstream \"%s\" at %s %s.".formatted(upstream.name(), upstream.settings().target(), found),
        action,
        cause);
  }

  @Override
  public String place() {
    return "reflection of " + upstream.settings().target();
  }
}
