package bluehub.transcoder.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageTableTest {

  @Test
  void table_besideTheSuitesDescriptors_saysTheSame()
      throws SchemaException, InvalidProtocolBufferException {
    Optional<JsonNode> vectors = Vectors.read("test_messages.json");
    if (vectors.isEmpty()) {
      return;
    }
    FileDescriptorSet.Builder suite = FileDescriptorSet.newBuilder();
    for (JsonNode file : vectors.get().get("file")) {
      FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder();
      JsonFormat.parser().merge(file.toString(), proto);
      suite.addFile(proto);
    }
    Map<String, String> table = facts(MessageTable.read());
    Map<String, String> facts = facts(suite.build());
    assertThat(facts).isNotEmpty();
    facts.forEach((name, fact) -> assertThat(table.get(name)).as(name).isEqualTo(fact));
  }

  @Test
  void editions_besideTheSyntaxesTheyFollow_haveTheSameWireForm() throws SchemaException {
    Map<String, String> table = facts(MessageTable.read());
    for (String syntax : List.of("proto2", "proto3")) {
      String from = "protobuf_test_messages." + syntax + ".";
      String to = "protobuf_test_messages.editions." + syntax + ".";
      assertThat(table.keySet()).anyMatch(name -> name.startsWith(from));
      table.forEach(
          (name, fact) -> {
            if (name.startsWith(from)) {
              String twin = to + name.substring(from.length());
              assertThat(table.get(twin)).as(twin).isEqualTo(fact.replace(from, to));
            }
          });
    }
  }

  @Test
  void edition2023_groups_areDelimitedAndItsOtherMessagesAreNot() throws SchemaException {
    Map<String, String> table = facts(MessageTable.read());
    String type = "protobuf_test_messages.editions.TestAllTypesEdition2023.";
    assertThat(table.get(type + "groupliketype")).startsWith("201 GROUP");
    assertThat(table.get(type + "optional_nested_message")).startsWith("18 MESSAGE");
    assertThat(table.get(type + "map_string_nested_message")).startsWith("71 MESSAGE");
  }

  /** What each field and enum value is, by its full name. */
  private static Map<String, String> facts(FileDescriptorSet set) throws SchemaException {
    Map<String, String> facts = new TreeMap<>();
    for (FileDescriptor file : Schema.of(set).files()) {
      if (file.getPackage().startsWith("protobuf_test_messages.")) {
        file.getMessageTypes().forEach(message -> add(message, facts));
        file.getEnumTypes().forEach(type -> add(type, facts));
        file.getExtensions().forEach(field -> add(field, facts));
      }
    }
    return facts;
  }

  private static void add(Descriptor message, Map<String, String> facts) {
    facts.put(
        message.getFullName(),
        "set=%s extensions=%s"
            .formatted(
                message.getOptions().getMessageSetWireFormat(),
                message.toProto().getExtensionRangeList().stream()
                    .map(range -> range.getStart() + "-" + range.getEnd())
                    .toList()));
    message.getFields().forEach(field -> add(field, facts));
    message.getExtensions().forEach(field -> add(field, facts));
    message.getEnumTypes().forEach(type -> add(type, facts));
    message.getNestedTypes().forEach(nested -> add(nested, facts));
  }

  private static void add(EnumDescriptor type, Map<String, String> facts) {
    facts.put(
        type.getFullName(),
        (type.isClosed() ? "closed" : "open")
            + type.getValues().stream()
                .map(value -> " " + value.getName() + "=" + value.getNumber())
                .toList());
  }

  private static void add(FieldDescriptor field, Map<String, String> facts) {
    String type =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getFullName();
          case ENUM -> field.getEnumType().getFullName();
          default -> "";
        };
    facts.put(
        field.getFullName(),
        "%d %s %s json=%s repeated=%s required=%s packed=%s presence=%s map=%s oneof=%s utf8=%s default=%s of=%s"
            .formatted(
                field.getNumber(),
                field.getType(),
                type,
                field.getJsonName(),
                field.isRepeated(),
                field.isRequired(),
                field.isPacked(),
                field.hasPresence(),
                field.isMapField(),
                field.getContainingOneof() == null ? "" : field.getContainingOneof().getName(),
                field.needsUtf8Check(),
                field.toProto().getDefaultValue(),
                field.getContainingType().getFullName()));
  }
}
