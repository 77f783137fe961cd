package bluehub.transcoder.schema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.ProtoSource;
import bluehub.transcoder.fault.SchemaException;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNamesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # fields                             | their keys
          foo_bar; baz                         | fooBar, baz
          foo_bar [json_name = "x"]            | x
          # the one whose proto name it is
          foo_bar; fooBar                      | foo_bar, fooBar
          fooBar; foo_bar                      | fooBar, foo_bar
          foo__bar; foo_bar; fooBar            | foo__bar, foo_bar, fooBar
          # else the one with the least number
          foo__bar; foo_bar                    | fooBar, foo_bar
          a [json_name = "x"]; b [json_name = "x"]; c [json_name = "x"] | x, b, c
          # another's proto name is no key of that one
          a [json_name = "b"]; b [json_name = "c"] | b, c
          a [json_name = "b"]; b [json_name = "a"] | b, a
          # but it is where its json_name went to another
          x; a [json_name = "x"]; b [json_name = "a"] | x, a, b
          b [json_name = "a"]; x; a [json_name = "x"] | b, x, a
          d [json_name = "c"]; c [json_name = "b"]; b [json_name = "a"]; x; a [json_name = "x"] | d, c, b, x, a
          """)
  void of_field_isItsKey(String fields, String keys) throws SchemaException {
    assertThat(keys(fields)).isEqualTo(keys);
  }

  private static String keys(String fields) throws SchemaException {
    StringBuilder message = new StringBuilder();
    int number = 1;
    for (String field : fields.split("; *", -1)) {
      message.append(
          "optional int32 %s;\n".formatted(field.replaceFirst("^\\w+", "$0 = " + number++)));
    }
    Descriptor type = file(message.toString()).getMessageTypes().getFirst();
    JsonNames names = JsonNames.of(type);
    return type.getFields().stream().map(names::of).collect(joining(", "));
  }

  @Test
  void of_extension_isItsFullNameInBrackets() throws SchemaException {
    FileDescriptor file = file("optional int32 foo_bar = 1; extensions 100 to 200;");
    JsonNames names = JsonNames.of(file.getMessageTypes().getFirst());

    assertThat(names.of(file.getExtensions().getFirst())).isEqualTo("[lib.fooBar]");
    assertThat(names.of(file.getMessageTypes().getFirst().getFields().getFirst()))
        .isEqualTo("fooBar");
  }

  @Test
  void of_fieldOfAnotherMessage_isABug() throws SchemaException {
    FileDescriptor file = file("");
    JsonNames names = JsonNames.of(file.getMessageTypes().getFirst());

    assertThatThrownBy(() -> names.of(file.getMessageTypes().getLast().getFields().getFirst()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FileDescriptor file(String fields) throws SchemaException {
    String extension =
        fields.contains("extensions") ? "extend M { optional int32 fooBar = 100; }" : "";
    String text =
        "syntax = \"proto2\"; package lib; message M { %s } %s message N { optional int32 n = 1; }"
            .formatted(fields, extension);
    return Schema.of(
            FileDescriptorSet.newBuilder().addFile(ProtoSource.parse("lib.proto", text)).build())
        .files()
        .getFirst();
  }
}
