package bluehub.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The descriptor set as it lies in the jar. */
class ExampleSchemaTest {
  private static final String PATH = "/META-INF/bluehub/example.binpb";
  private static final String OWN_FILE = "bluehub/example/v1/hello_world.proto";

  private final FileDescriptorSet set = read();
  private final FileDescriptorProto own =
      set.getFileList().stream()
          .filter(file -> file.getName().equals(OWN_FILE))
          .findFirst()
          .orElseThrow();

  @Test
  void set_imports_areAllInItBeforeTheirImporters() {
    List<String> names = set.getFileList().stream().map(FileDescriptorProto::getName).toList();
    assertThat(names).doesNotHaveDuplicates();
    for (FileDescriptorProto file : set.getFileList()) {
      assertThat(names.subList(0, names.indexOf(file.getName())))
          .as("the files before %s", file.getName())
          .containsAll(file.getDependencyList());
    }
  }

  @Test
  void set_errorDetails_areInItToo() {
    assertThat(set.getFileList())
        .extracting(FileDescriptorProto::getName)
        .contains("google/rpc/error_details.proto");
  }

  @Test
  void service_everyRpc_hasAnHttpRule() {
    Map<String, HttpRule> rules =
        own.getService(0).getMethodList().stream()
            .collect(
                Collectors.toMap(
                    MethodDescriptorProto::getName,
                    method -> method.getOptions().getExtension(AnnotationsProto.http)));
    assertThat(rules)
        .containsOnlyKeys(
            "SayHello", "OrderCards", "StreamGreetings", "GreetTogether", "GreetEach");
    assertThat(rules.get("SayHello"))
        .isEqualTo(HttpRule.newBuilder().setGet("/v1/example/sayhello/{name}").build());
    assertThat(rules.get("OrderCards"))
        .isEqualTo(HttpRule.newBuilder().setPost("/v1/example/cards").setBody("*").build());
    assertThat(rules.get("StreamGreetings"))
        .isEqualTo(HttpRule.newBuilder().setGet("/v1/example/greetings/{name}").build());
    assertThat(rules.get("GreetTogether"))
        .isEqualTo(HttpRule.newBuilder().setPost("/v1/example/together").setBody("*").build());
    assertThat(rules.get("GreetEach"))
        .isEqualTo(HttpRule.newBuilder().setPost("/v1/example/each").setBody("*").build());
  }

  @Test
  void file_everyElement_hasAComment() {
    Set<List<Integer>> commented =
        own.getSourceCodeInfo().getLocationList().stream()
            .filter(location -> !location.getLeadingComments().isBlank())
            .map(Location::getPathList)
            .collect(Collectors.toSet());
    Map<String, List<Integer>> elements = SourcePaths.of(own);
    assertThat(elements).containsKeys("Card.picture", "Recipient.address", "Tone.TONE_FORMAL");
    elements.values().removeAll(commented);
    assertThat(elements.keySet()).as("elements without a comment").isEmpty();
  }

  private static FileDescriptorSet read() {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(registry);
    try (InputStream in =
        Objects.requireNonNull(ExampleSchemaTest.class.getResourceAsStream(PATH), PATH)) {
      return FileDescriptorSet.parseFrom(in, registry);
    } catch (IOException e) {
      throw new AssertionError(PATH + " cannot be read", e);
    }
  }
}
