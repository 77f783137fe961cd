package bluehub.openapi;

import bluehub.openapi.text.CommentText;
import bluehub.openapi.text.Comments;
import bluehub.openapi.type.Components;
import bluehub.openapi.type.FieldTree;
import bluehub.openapi.type.Style;
import bluehub.openapi.type.TypeSchemas;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes operation objects, and the tags that they have. */
final class Operations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Comments comments;
  private final Components components;
  private final OperationIds ids;
  private final Map<String, ObjectNode> tags = new LinkedHashMap<>();

  Operations(Comments comments, Components components, OperationIds ids) {
    this.comments = comments;
    this.components = components;
    this.ids = ids;
  }

  /** One for each service, in the order in which they were first met. */
  ArrayNode tags() {
    return JSON.arrayNode().addAll(tags.values());
  }

  /**
   * @param path the binding's template with the names of parameters that the document has
   */
  ObjectNode operation(ApiOperation operation, PathLayout path) {
    HttpBinding binding = operation.binding();
    MethodDescriptor rpc = binding.rpc();
    TypeSchemas types = components.types(operation.upstream(), Style.of(operation.print()));
    FieldTree given =
        FieldTree.of(binding.template().variables().stream().map(Variable::names).toList());
    ObjectNode node = JSON.objectNode();
    node.putArray("tags").add(tag(rpc.getService()));
    describe(node, rpc);
    node.put("operationId", ids.of(operation));
    if (rpc.getOptions().getDeprecated() || rpc.getService().getOptions().getDeprecated()) {
      node.put("deprecated", true);
    }
    ArrayNode parameters = Parameters.of(types, binding, path, given);
    if (!parameters.isEmpty()) {
      node.set("parameters", parameters);
    }
    Bodies bodies = new Bodies(types, comments, binding);
    ObjectNode body = bodies.request(given);
    if (body != null) {
      node.set("requestBody", body);
      node.put("x-bluehub-body", bodies.place());
    }
    ObjectNode responses = node.putObject("responses");
    for (int status : successes(operation.success(), rpc)) {
      responses.set(Integer.toString(status), bodies.response(status));
    }
    responses.putObject("default").put("$ref", ApiDocument.ERROR);
    node.put("x-grpc-method", operation.rpc());
    String streaming = streaming(rpc);
    if (streaming != null) {
      node.put("x-grpc-streaming", streaming);
    }
    node.put("x-bluehub-upstream", operation.upstream());
    // A schema of a message that only path and query make is asked for, too.
    types.message(rpc.getInputType());
    types.message(rpc.getOutputType());
    return node;
  }

  /** An answer with content is no 204, and the head of a stream is there before its content. */
  private static List<Integer> successes(int status, MethodDescriptor rpc) {
    if (rpc.isServerStreaming()) {
      return List.of(200);
    }
    boolean empty = rpc.getOutputType().getFields().isEmpty();
    return status == Bodies.NO_CONTENT && !empty ? List.of(200, status) : List.of(status);
  }

  private void describe(ObjectNode node, MethodDescriptor rpc) {
    String comment = comments.of(rpc);
    String summary = CommentText.summary(comment);
    node.put("summary", summary.isEmpty() ? rpc.getName() : summary);
    if (!comment.isEmpty()) {
      node.put("description", comment);
    }
  }

  private String tag(ServiceDescriptor service) {
    ObjectNode tag =
        tags.computeIfAbsent(service.getFullName(), name -> JSON.objectNode().put("name", name));
    String comment = comments.of(service);
    if (!comment.isEmpty() && !tag.has("description")) {
      tag.put("description", comment);
    }
    return service.getFullName();
  }

  private static @Nullable String streaming(MethodDescriptor rpc) {
    if (rpc.isClientStreaming()) {
      return rpc.isServerStreaming() ? "bidi" : "client";
    }
    return rpc.isServerStreaming() ? "server" : null;
  }

  /** Adds to what an operation says of itself. */
  static void remark(ObjectNode operation, List<String> sentences) {
    String description =
        operation.has("description") ? operation.get("description").stringValue() : "";
    operation.put("description", sentences.stream().reduce(description, CommentText::join));
  }
}
