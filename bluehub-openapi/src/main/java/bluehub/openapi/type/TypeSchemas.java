package bluehub.openapi.type;

import bluehub.openapi.rule.Constraints;
import bluehub.openapi.text.Comments;
import bluehub.transcoder.schema.JsonNames;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of one upstream's types in one style. Types refer to each other by references that
 * {@link Components} resolves, so that recursion ends. Not thread-safe.
 */
public final class TypeSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Reference.Scope scope;
  private final Comments comments;
  private final FieldSchemas fields;

  /** What makes the schemas of the types that were referred to. */
  private final Map<String, Supplier<ObjectNode>> makers = new HashMap<>();

  private final IdentityHashMap<Descriptor, JsonNames> names = new IdentityHashMap<>();

  /** Those of which nothing is known yet. */
  private final ArrayDeque<String> open = new ArrayDeque<>();

  TypeSchemas(Reference.Scope scope, Comments comments) {
    this.scope = scope;
    this.comments = comments;
    this.fields = new FieldSchemas(this, comments, new Constraints());
  }

  Reference.Scope scope() {
    return scope;
  }

  Style style() {
    return scope.style();
  }

  /** What a message is in JSON: a reference, or the schema itself where it is a short one. */
  public ObjectNode message(Descriptor message) {
    ObjectNode wellKnown = WellKnownSchemas.of(message);
    if (wellKnown != null) {
      return wellKnown;
    }
    return reference(
        message.getFullName(),
        () ->
            message.getFullName().equals("google.protobuf.Any")
                ? WellKnownSchemas.any()
                : fields.object(message, FieldTree.NONE));
  }

  ObjectNode enumeration(EnumDescriptor type) {
    return reference(type.getFullName(), () -> EnumSchemas.of(type, style(), comments));
  }

  /** A type that no schema has. */
  public ObjectNode own(String name, ObjectNode schema) {
    return reference(name, () -> schema);
  }

  /** A message without some of its fields, which something else gives. */
  public ObjectNode without(Descriptor message, FieldTree given) {
    return given.isEmpty() || WellKnownSchemas.of(message) != null
        ? message(message)
        : fields.object(message, given);
  }

  /** A field with all that is known of it, as a member of its message. */
  public ObjectNode field(FieldDescriptor field) {
    return fields.field(field, FieldTree.NONE);
  }

  /** The same, without what something else gives. */
  public ObjectNode field(FieldDescriptor field, FieldTree given) {
    return fields.field(field, given);
  }

  /** Whether a message is not taken without the field. */
  public boolean required(FieldDescriptor field) {
    return fields.required(field);
  }

  /** The name of a field in JSON. */
  public String name(FieldDescriptor field) {
    return style().protoNames()
        ? field.getName()
        : names.computeIfAbsent(field.getContainingType(), JsonNames::of).of(field);
  }

  /** Whether a query parameter can give a field, as one text or several. */
  public static boolean fitsQuery(FieldDescriptor field) {
    FieldDescriptor value =
        field.isMapField() ? field.getMessageType().findFieldByName("value") : field;
    boolean message = value.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    boolean text = message && WellKnownSchemas.isText(value.getMessageType());
    return !message || (text && (field.isMapField() || !field.isRepeated()));
  }

  /** Whether a query parameter can give single fields of a field's message. */
  public static boolean opensInQuery(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.isRepeated()
        && WellKnownSchemas.of(field.getMessageType()) == null
        && !field.getMessageType().getFullName().equals("google.protobuf.Any");
  }

  private ObjectNode reference(String name, Supplier<ObjectNode> schema) {
    if (makers.putIfAbsent(name, schema) == null) {
      open.add(name);
    }
    return JSON.objectNode().put(Reference.KEY, scope.reference(name));
  }

  /** All types that were referred to, and those that they refer to; to be asked for once. */
  List<Type> types() {
    Map<String, Type> types = new TreeMap<>();
    // Making a schema may bring further types.
    for (String name = open.poll(); name != null; name = open.poll()) {
      types.put(name, Type.of(name, scope, Objects.requireNonNull(makers.get(name))));
    }
    return List.copyOf(types.values());
  }
}
