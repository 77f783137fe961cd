package bluehub.openapi;

import bluehub.openapi.text.CommentText;
import bluehub.openapi.text.Comments;
import bluehub.openapi.type.FieldTree;
import bluehub.openapi.type.TypeSchemas;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.schema.HttpBinding;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of one binding's requests and answers. */
final class Bodies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ANYTHING = "*/*";
  static final int NO_CONTENT = 204;

  private final TypeSchemas types;
  private final Comments comments;
  private final HttpBinding binding;
  private final MethodDescriptor rpc;

  Bodies(TypeSchemas types, Comments comments, HttpBinding binding) {
    this.types = types;
    this.comments = comments;
    this.binding = binding;
    this.rpc = binding.rpc();
  }

  /**
   * The request's body; null for none.
   *
   * @param given the fields that the path gives
   */
  @Nullable ObjectNode request(FieldTree given) {
    if (binding.body().isEmpty()) {
      return null;
    }
    ObjectNode body = JSON.objectNode();
    Descriptor input = rpc.getInputType();
    FieldDescriptor field =
        binding.body().equals("*") ? null : input.findFieldByName(binding.body());
    ObjectNode content;
    boolean required;
    if (isRaw(input, field)) {
      content = raw();
      required = false;
    } else {
      ObjectNode schema =
          field == null
              ? types.without(input, given)
              : types.field(field, given.inside(field.getName()));
      content = rpc.isClientStreaming() ? stream(schema, List.of()) : json(schema);
      required =
          field == null
              ? input.getFields().stream()
                  .anyMatch(each -> types.required(each) && !given.has(each.getName()))
              : types.required(field);
    }
    String comment = field == null ? comment(input) : comments.of(field);
    if (!comment.isEmpty()) {
      body.put("description", comment);
    }
    body.set("content", content);
    if (required || rpc.isClientStreaming()) {
      body.put("required", true);
    }
    return body;
  }

  /** What the request's body is: {@code *} for the message itself, else a field's name in JSON. */
  String place() {
    FieldDescriptor field = rpc.getInputType().findFieldByName(binding.body());
    return field == null ? "*" : types.name(field);
  }

  /** The answer without error. */
  ObjectNode response(int status) {
    ObjectNode response = JSON.objectNode();
    Descriptor output = rpc.getOutputType();
    FieldDescriptor field =
        binding.responseBody().isEmpty() ? null : output.findFieldByName(binding.responseBody());
    String comment = field == null ? comment(output) : comments.of(field);
    response.put("description", comment.isEmpty() ? "The answer." : comment);
    if (status == NO_CONTENT) {
      return response;
    }
    if (isRaw(output, field)) {
      response.set("content", raw());
    } else {
      ObjectNode schema = field == null ? types.message(output) : types.field(field);
      response.set(
          "content",
          rpc.isServerStreaming()
              ? stream(schema, List.of(StreamFormat.EVENT_STREAM))
              : json(schema));
    }
    return response;
  }

  /** What the authors of these types say is for those who use them in a schema. */
  private String comment(Descriptor message) {
    return switch (message.getFullName()) {
      case "google.protobuf.Empty" -> "Nothing.";
      case "google.api.HttpBody" -> "Bytes of any type.";
      default -> comments.of(message);
    };
  }

  private static boolean isRaw(Descriptor message, @Nullable FieldDescriptor field) {
    if (field == null) {
      return message.getFullName().equals("google.api.HttpBody");
    }
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.isRepeated()
        && field.getMessageType().getFullName().equals("google.api.HttpBody");
  }

  private static ObjectNode raw() {
    ObjectNode content = JSON.objectNode();
    content.putObject(ANYTHING).putObject("schema").put("type", "string").put("format", "binary");
    return content;
  }

  private static ObjectNode json(ObjectNode schema) {
    ObjectNode content = JSON.objectNode();
    content.putObject("application/json").set("schema", schema);
    return content;
  }

  /** A stream of messages, each of which the schema describes. */
  private static ObjectNode stream(ObjectNode message, List<StreamFormat> more) {
    ObjectNode list = JSON.objectNode().put("type", "array");
    list.set("items", message);
    ObjectNode content = json(list);
    each(content, StreamFormat.NDJSON, message, "Each line of the body.");
    for (StreamFormat format : more) {
      each(content, format, message, "The data of each event.");
    }
    return content;
  }

  private static void each(
      ObjectNode content, StreamFormat format, ObjectNode message, String what) {
    ObjectNode schema = message.deepCopy();
    JsonNode own = schema.get("description");
    schema.put("description", CommentText.join(what, own == null ? "" : own.stringValue()));
    content.putObject(format.contentType()).set("schema", schema);
  }
}
