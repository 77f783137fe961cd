package bluehub.transcoder.conformance;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import java.util.List;

/** Tells which messages lose something on the way through ProtoJSON, which has no text for it. */
final class JsonLoss {
  private JsonLoss() {}

  /** A registry that keeps extensions from being unknown fields. */
  static ExtensionRegistry registry(List<FieldDescriptor> extensions) {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    for (FieldDescriptor field : extensions) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        registry.add(field, DynamicMessage.getDefaultInstance(field.getMessageType()));
      } else {
        registry.add(field);
      }
    }
    return registry;
  }

  /** Whether a message has unknown fields, or a message set, at any depth. */
  static boolean of(Message message) {
    return message.getDescriptorForType().getOptions().getMessageSetWireFormat()
        || !message.getUnknownFields().asMap().isEmpty()
        || message.getAllFields().values().stream().anyMatch(JsonLoss::ofValue);
  }

  private static boolean ofValue(Object value) {
    return switch (value) {
      case List<?> values -> values.stream().anyMatch(JsonLoss::ofValue);
      case Message message -> of(message);
      default -> false;
    };
  }
}
