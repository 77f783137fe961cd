package bluehub.openapi;

import bluehub.openapi.type.TypeSchemas;
import bluehub.transcoder.codec.ErrorFormat;
import com.google.protobuf.Any;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer with an error, which is the same for all operations. */
final class ErrorResponse {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ErrorResponse() {}

  /**
   * @param types those that are no upstream's
   */
  static ObjectNode of(ErrorFormat format, TypeSchemas types) {
    ObjectNode schema =
        switch (format) {
          case STATUS -> types.own("google.rpc.Status", status(types));
          case PROBLEM -> types.own("Problem", problem(types));
        };
    ObjectNode response =
        JSON.objectNode().put("description", "An error: its code, what went wrong, and details.");
    response.putObject("content").putObject(format.contentType()).set("schema", schema);
    return response;
  }

  private static ObjectNode status(TypeSchemas types) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("code")
        .put("type", "integer")
        .put("format", "int32")
        .put("description", "The number of the gRPC code (`google.rpc.Code`).");
    properties
        .putObject("message")
        .put("type", "string")
        .put("description", "What went wrong, for developers.");
    details(properties, types);
    return schema.put("description", "An error.");
  }

  /** RFC 9457 §3.1. */
  private static ObjectNode problem(TypeSchemas types) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("title")
        .put("type", "string")
        .put("description", "What the HTTP status means.");
    properties
        .putObject("status")
        .put("type", "integer")
        .put("format", "int32")
        .put("description", "The HTTP status.");
    properties
        .putObject("detail")
        .put("type", "string")
        .put("description", "What went wrong, for developers.");
    properties
        .putObject("code")
        .put("type", "string")
        .put("description", "The name of the gRPC code (`google.rpc.Code`).");
    details(properties, types);
    return schema.put("description", "An error, as problem details (RFC 9457).");
  }

  private static void details(ObjectNode properties, TypeSchemas types) {
    ObjectNode details = properties.putObject("details").put("type", "array");
    details.set("items", types.message(Any.getDescriptor()));
    details.put("description", "More of it, for programs.");
  }
}
