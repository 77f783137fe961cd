package bluehub.router.request;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a request: all of it, in the order of the fields.
 *
 * @param fields one entry per fault; the field is a path of proto names such as {@code
 *     recipients[2].name}, the description says what was found and what was expected
 */
public record Violations(List<FieldViolation> fields) {

  public Violations {
    fields = List.copyOf(fields);
  }

  /** Whether the request is refused. */
  public boolean any() {
    return !fields.isEmpty();
  }

  /**
   * The answer to such a request: INVALID_ARGUMENT, a message for people, and a {@code
   * google.rpc.BadRequest} for programs.
   */
  public StatusException toException() {
    String message =
        fields.stream()
            .map(field -> field.getField() + ": " + field.getDescription())
            .collect(Collectors.joining("; "));
    return StatusProto.toStatusException(
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage(message)
            .addDetails(Any.pack(BadRequest.newBuilder().addAllFieldViolations(fields).build()))
            .build());
  }
}
