package bluehub.gateway.ops;

import bluehub.gateway.api.SchemaState;
import bluehub.gateway.api.SchemaStates;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/schemas} on the management port: how it stands with each schema, and why. */
@Endpoint(id = "schemas")
public final class SchemaEndpoint {
  private final SchemaStates states;

  public SchemaEndpoint(SchemaStates states) {
    this.states = states;
  }

  /** The states of all upstreams, in the order of the settings. */
  @ReadOperation
  public List<SchemaState> schemas() {
    return states.all();
  }
}
