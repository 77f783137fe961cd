package bluehub.proto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The contract brings its users nothing but what generated code needs. */
class ArchitectureTest {

  @Test
  void stubs_dependOnProtobufAndGrpcAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "bluehub.example.v1..",
            "java..",
            "com.google.api..",
            "com.google.common.util.concurrent..",
            "com.google.protobuf..",
            "com.google.rpc..",
            "io.grpc..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("bluehub"));
  }
}
