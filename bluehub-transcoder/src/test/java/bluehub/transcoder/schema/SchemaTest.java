package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import com.google.api.AnnotationsProto;
import com.google.api.ClientProto;
import com.google.api.FieldBehaviorProto;
import com.google.api.HttpProto;
import com.google.api.LaunchStageProto;
import com.google.longrunning.OperationsProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.TimestampProto;
import com.google.rpc.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchemaTest {
  /** A set as protoc writes it, but without the files of google/protobuf. */
  private static final FileDescriptorSet OPERATIONS =
      set(
          OperationsProto.getDescriptor().toProto(),
          AnnotationsProto.getDescriptor().toProto(),
          HttpProto.getDescriptor().toProto(),
          StatusProto.getDescriptor().toProto(),
          ClientProto.getDescriptor().toProto(),
          FieldBehaviorProto.getDescriptor().toProto(),
          LaunchStageProto.getDescriptor().toProto());

  @Test
  void parse_annotatedService_givesItsBindings() throws Exception {
    Schema schema = Schema.parse(OPERATIONS.toByteArray());

    assertThat(schema.services())
        .extracting(ServiceDescriptor::getFullName)
        .containsExactly("google.longrunning.Operations");
    assertThat(schema.bindings())
        .extracting(HttpBinding::rule)
        .containsExactly(
            "GET /v1/{name=operations}",
            "GET /v1/{name=operations/**}",
            "DELETE /v1/{name=operations/**}",
            "POST /v1/{name=operations/**}:cancel",
            "POST /google.longrunning.Operations/WaitOperation");
  }

  @Test
  void rpcs_withBindingsAndWithout_areAllNamed() throws Exception {
    SchemaOptions off = SchemaOptions.DEFAULT.withUnannotated(false);

    assertThat(Schema.of(Protos.library("get: '/v1'", ""), off).rpcs())
        .containsExactly("lib.Library/Rpc0", "lib.Library/Rpc1");
  }

  @Test
  void files_absentWellKnownOnes_comeWithTheEngine() throws Exception {
    Schema schema = Schema.of(OPERATIONS);

    assertThat(schema.files())
        .extracting(FileDescriptor::getName)
        .startsWith("google/longrunning/operations.proto", "google/api/annotations.proto")
        .contains("google/protobuf/any.proto", "google/protobuf/descriptor.proto")
        .doesNotHaveDuplicates();
    assertThat(schema.extensions())
        .extracting(FieldDescriptor::getFullName)
        .contains("google.api.http", "google.longrunning.operation_info");
  }

  @Test
  void files_wellKnownOnesOfTheSet_areTakenFromIt() throws Exception {
    FileDescriptorProto own =
        TimestampProto.getDescriptor().toProto().toBuilder()
            .addMessageType(DescriptorProto.newBuilder().setName("OfTheSet"))
            .build();
    Schema schema = Schema.of(set(Protos.file("get: '/v1'"), own));

    assertThat(schema.files().get(1).findMessageTypeByName("OfTheSet")).isNotNull();
    assertThat(schema.files()).hasSize(3);
  }

  @Test
  void files_anyOrder_areLinked() throws Exception {
    FileDescriptorSet.Builder shuffled = FileDescriptorSet.newBuilder();
    List<FileDescriptorProto> files = OPERATIONS.getFileList();
    files.reversed().forEach(shuffled::addFile);

    assertThat(Schema.of(shuffled.build()).files()).hasSameSizeAs(Schema.of(OPERATIONS).files());
  }

  @Test
  void files_publicImport_isSeenThroughAnother() throws Exception {
    FileDescriptorProto inner = message("inner.proto", "Inner").build();
    FileDescriptorProto middle =
        message("middle.proto", "Middle")
            .addDependency("inner.proto")
            .addPublicDependency(0)
            .build();
    FileDescriptorProto.Builder outer =
        message("outer.proto", "Outer").addDependency("middle.proto");
    outer
        .getMessageTypeBuilder(0)
        .addField(
            FieldDescriptorProto.newBuilder()
                .setName("inner")
                .setNumber(1)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setTypeName(".p.Inner"));

    assertThat(Schema.of(set(outer.build(), middle, inner)).files()).hasSize(3);
  }

  @Test
  void files_editions_areLinked() throws Exception {
    FileDescriptorProto edition =
        message("e.proto", "E").setSyntax("editions").setEdition(Edition.EDITION_2023).build();

    assertThat(Schema.of(set(edition)).files()).hasSize(1);
  }

  @Test
  void of_sameFileTwice_isTakenOnce() throws Exception {
    FileDescriptorProto file = message("a.proto", "A").build();

    assertThat(Schema.of(set(file, file)).files()).hasSize(1);
    assertThat(problems(set(file, message("a.proto", "B").build())))
        .containsExactly(
            new SchemaProblem(
                "a.proto",
                "",
                "",
                "is in the set twice, with different content",
                "build the set in one run, from one version of the file"));
  }

  @Test
  void of_sameFileWithAndWithoutComments_isTakenOnce() throws Exception {
    FileDescriptorProto.Builder commented = message("a.proto", "A");
    commented.getSourceCodeInfoBuilder().addLocationBuilder().setLeadingComments("An A.");
    FileDescriptorProto older = TimestampProto.getDescriptor().toProto();
    FileDescriptorProto newer = older.toBuilder().setSyntax("editions").build();

    assertThat(
            Schema.of(set(commented.build(), message("a.proto", "A").build(), older, newer))
                .files())
        .hasSize(2);
  }

  @Test
  void of_missingImports_areAllReported() {
    assertThat(
            problems(
                set(
                    message("a.proto", "A")
                        .addDependency("x.proto")
                        .addDependency("y.proto")
                        .build(),
                    message("b.proto", "B").addDependency("a.proto").build(),
                    message("c.proto", "C").addDependency("x.proto").build())))
        .extracting(SchemaProblem::file, SchemaProblem::found)
        .containsExactly(
            tuple("a.proto", "imports x.proto, which the descriptor set does not hold"),
            tuple("a.proto", "imports y.proto, which the descriptor set does not hold"),
            tuple("c.proto", "imports x.proto, which the descriptor set does not hold"));
  }

  @Test
  void of_cyclicImports_nameTheCycle() {
    assertThat(
            problems(
                set(
                    message("a.proto", "A").addDependency("b.proto").build(),
                    message("b.proto", "B").addDependency("c.proto").build(),
                    message("c.proto", "C").addDependency("b.proto").build())))
        .extracting(SchemaProblem::found)
        .containsExactly("imports itself: b.proto -> c.proto -> b.proto");
  }

  @Test
  void of_malformedFile_isReportedBesideOthers() {
    FileDescriptorProto.Builder broken = message("a.proto", "A");
    broken
        .getMessageTypeBuilder(0)
        .addFieldBuilder()
        .setName("f")
        .setNumber(1)
        .setTypeName(".p.No");

    assertThat(problems(set(broken.build(), message("b.proto", "B").addDependency("x").build())))
        .extracting(SchemaProblem::file)
        .containsExactly("a.proto", "b.proto");
  }

  @Test
  void of_nameDefinedByTwoFiles_isRefused() {
    assertThat(problems(set(message("a.proto", "A").build(), message("b.proto", "A").build())))
        .extracting(SchemaProblem::file, SchemaProblem::found)
        .containsExactly(tuple("b.proto", "defines p.A, as a.proto does"));
  }

  @Test
  void of_twoServicesOfOneName_areRefused() {
    ServiceDescriptorProto service = ServiceDescriptorProto.newBuilder().setName("S").build();

    assertThat(
            problems(
                set(
                    message("a.proto", "A").addService(service).build(),
                    message("b.proto", "B").addService(service).build())))
        .extracting(SchemaProblem::found)
        .containsExactly("defines p.S, as a.proto does");
  }

  @Test
  void parse_noDescriptorSet_saysSo() {
    for (String text : List.of("", "no set", "syntax = \"proto3\";", "{\"file\": []}")) {
      SchemaException refusal =
          catchThrowableOfType(
              SchemaException.class, () -> Schema.parse(text.getBytes(StandardCharsets.UTF_8)));
      assertThat(refusal.problems())
          .as(text)
          .singleElement()
          .extracting(SchemaProblem::mend)
          .isEqualTo("give what protoc --include_imports --descriptor_set_out writes");
    }
  }

  @Test
  void parse_damagedSet_isASchemaOrRefused() throws Exception {
    byte[] set = Protos.library("get: '/{name}' body: 'book'", "post: '/a'").toByteArray();
    Random random = new Random(20260731);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged =
          Arrays.copyOf(set, set.length - (i % 4 == 0 ? random.nextInt(set.length) : 0));
      for (int k = random.nextInt(4); k >= 0 && damaged.length > 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Schema.parse(damaged).files()).isNotEmpty();
      } catch (SchemaException e) {
        assertThat(e.problems()).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isBetween(1_250, 4_975);
  }

  @Test
  void files_areImmutable() throws Exception {
    Schema schema = Schema.of(OPERATIONS);

    assertThat(List.of(schema.files(), schema.bindings(), schema.extensions()))
        .allSatisfy(
            list ->
                assertThat(
                        catchThrowableOfType(
                            UnsupportedOperationException.class,
                            () -> Collections.swap(list, 0, 0)))
                    .isNotNull());
  }

  private static FileDescriptorProto.Builder message(String file, String name) {
    return FileDescriptorProto.newBuilder()
        .setName(file)
        .setPackage("p")
        .setSyntax("proto3")
        .addMessageType(DescriptorProto.newBuilder().setName(name));
  }

  private static FileDescriptorSet set(FileDescriptorProto... files) {
    return FileDescriptorSet.newBuilder().addAllFile(Arrays.asList(files)).build();
  }

  private static List<SchemaProblem> problems(FileDescriptorSet set) {
    return HttpRulesTest.problems(set, SchemaOptions.DEFAULT);
  }

  @Test
  void rpcs_areNamedAsGrpcCallsThem() throws Exception {
    SchemaOptions hidden = SchemaOptions.DEFAULT.withUnannotated(false);

    assertThat(Schema.of(Protos.library("", "get: '/v1'"), hidden).rpcs())
        .containsExactly("lib.Library/Rpc0", "lib.Library/Rpc1");
  }
}
