package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorFilesTest {
  private final DescriptorFiles files = new DescriptorFiles();

  private static FileDescriptorProto file(String name, String... imports) {
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(name);
    for (String each : imports) {
      file.addDependency(each);
    }
    return file.build();
  }

  private void add(FileDescriptorProto file) {
    files.add(file.toByteArray());
  }

  private FileDescriptorSet set() throws Exception {
    return FileDescriptorSet.parseFrom(files.toByteArray());
  }

  @Test
  void files_inAnyOrder_makeTheSameBytes() {
    add(file("b.proto"));
    add(file("a.proto", "b.proto"));
    DescriptorFiles other = new DescriptorFiles();
    other.add(file("a.proto", "b.proto").toByteArray());
    other.add(file("b.proto").toByteArray());
    other.add(file("b.proto").toByteArray());

    assertThat(files.toByteArray()).isEqualTo(other.toByteArray());
    assertThat(files.size()).isEqualTo(2);
    assertThat(files.bytes()).isEqualTo(other.bytes());
  }

  @Test
  void missing_areImportsThatNobodyGave() {
    add(file("a.proto", "b.proto", "c.proto", "google/protobuf/any.proto"));
    add(file("b.proto", "d.proto"));

    assertThat(files.missing()).containsExactly("c.proto", "d.proto");

    files.absent("c.proto", "not found");
    assertThat(files.missing()).containsExactly("d.proto");
  }

  @Test
  void absentImport_isTakenOut_andTold() throws Exception {
    add(
        file("a.proto", "b.proto", "c.proto", "d.proto").toBuilder()
            .addPublicDependency(1)
            .addPublicDependency(2)
            .addWeakDependency(2)
            .build());
    files.absent("b.proto", "no such file");

    FileDescriptorProto kept = set().getFile(0);
    assertThat(kept.getDependencyList()).containsExactly("c.proto", "d.proto");
    assertThat(kept.getPublicDependencyList()).containsExactly(0, 1);
    assertThat(kept.getWeakDependencyList()).containsExactly(1);
    assertThat(files.problems())
        .singleElement()
        .hasToString(
            "a.proto: imports b.proto, which the server does not have: no such file; register that"
                + " file for reflection too, or give a descriptor set");
  }

  @Test
  void file_toldTwice_withDifferentContent_isAProblem() {
    add(file("a.proto"));
    add(file("a.proto", "b.proto"));

    assertThat(files.problems())
        .singleElement()
        .asString()
        .startsWith("a.proto: is told twice, with different content");
  }

  @Test
  void bytes_thatAreNoFile_areAProblem() {
    files.add("no descriptor".getBytes(StandardCharsets.US_ASCII));

    assertThat(files.problems())
        .singleElement()
        .asString()
        .startsWith("13 bytes that are no file descriptor");
  }

  @Test
  void define_looksForServicesByTheirFullName() throws Exception {
    add(Protos.file(""));

    assertThat(files.define("lib.Library")).isTrue();
    assertThat(files.define("Library")).isFalse();
  }

  @Test
  void comments_areTaken_fromFilesThatAreTheSame() throws Exception {
    add(file("a.proto"));
    add(file("b.proto"));
    SourceCodeInfo comments =
        SourceCodeInfo.newBuilder()
            .addLocation(SourceCodeInfo.Location.newBuilder().setLeadingComments("c"))
            .build();
    FileDescriptorSet lender =
        FileDescriptorSet.newBuilder()
            .addFile(file("a.proto").toBuilder().setSourceCodeInfo(comments))
            .addFile(file("b.proto", "x.proto").toBuilder().setSourceCodeInfo(comments))
            .addFile(file("c.proto").toBuilder().setSourceCodeInfo(comments))
            .build();

    assertThat(files.addComments(lender.toByteArray())).containsExactly("a.proto");
    assertThat(set().getFile(0).getSourceCodeInfo()).isEqualTo(comments);
    assertThat(set().getFile(1).hasSourceCodeInfo()).isFalse();
    assertThat(files.size()).isEqualTo(2);
  }

  /**
   * Generated code, which servers tell, has no names in JSON that follow from the fields' names.
   */
  @ParameterizedTest
  @CsvSource({
    "order_number, , orderNumber, 1",
    "order_number, orderNumber, , 1",
    "a__b_1_Cd_, , aB1Cd, 1",
    "order_number, n, n, 1",
    "order_number, , n, 0",
    "order_number, n, , 0",
  })
  void comments_areTaken_whereNamesInJsonSayTheSame(
      String name, @Nullable String served, @Nullable String lent, int taken) throws Exception {
    add(withField(name, served));
    FileDescriptorSet lender =
        FileDescriptorSet.newBuilder()
            .addFile(
                withField(name, lent).toBuilder()
                    .setSourceCodeInfo(SourceCodeInfo.getDefaultInstance()))
            .build();

    assertThat(files.addComments(lender.toByteArray())).hasSize(taken);
  }

  private static FileDescriptorProto withField(String name, @Nullable String jsonName) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(1)
            .setType(FieldDescriptorProto.Type.TYPE_STRING)
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    if (jsonName != null) {
      field.setJsonName(jsonName);
    }
    DescriptorProto inner = DescriptorProto.newBuilder().setName("Inner").addField(field).build();
    return FileDescriptorProto.newBuilder()
        .setName("n.proto")
        .addMessageType(
            DescriptorProto.newBuilder().setName("Outer").addField(field).addNestedType(inner))
        .addExtension(field.setNumber(2).setExtendee(".Outer"))
        .build();
  }

  @Test
  void comments_ofNoDescriptorSet_areRefused() {
    assertThatThrownBy(() -> files.addComments(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no descriptor set");
  }
}
