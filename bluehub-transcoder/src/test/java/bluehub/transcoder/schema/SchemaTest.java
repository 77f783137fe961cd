package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpProto;
import com.google.longrunning.OperationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.rpc.StatusProto;
import org.junit.jupiter.api.Test;

class SchemaTest {
  /** A set as protoc writes it, but without the files of google/protobuf. */
  private static final FileDescriptorSet OPERATIONS =
      FileDescriptorSet.newBuilder()
          .addFile(OperationsProto.getDescriptor().toProto())
          .addFile(AnnotationsProto.getDescriptor().toProto())
          .addFile(HttpProto.getDescriptor().toProto())
          .addFile(StatusProto.getDescriptor().toProto())
          .addFile(com.google.api.ClientProto.getDescriptor().toProto())
          .addFile(com.google.api.FieldBehaviorProto.getDescriptor().toProto())
          .addFile(com.google.api.LaunchStageProto.getDescriptor().toProto())
          .build();

  @Test
  void parse_annotatedService_givesItsBindings() throws Exception {
    Schema schema = Schema.parse(OPERATIONS.toByteArray());

    assertThat(schema.bindings())
        .extracting(HttpBinding::rule)
        .containsExactly(
            "GET /v1/{name=operations}",
            "GET /v1/{name=operations/**}",
            "DELETE /v1/{name=operations/**}",
            "POST /v1/{name=operations/**}:cancel",
            "POST /google.longrunning.Operations/WaitOperation");
  }
}
