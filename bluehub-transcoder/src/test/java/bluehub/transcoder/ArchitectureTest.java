package bluehub.transcoder;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The arrows between the engine's packages, as docs/design.md draws them. */
class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("bluehub.transcoder");

  @Test
  void packages_haveOnlyTheArrowsOfTheDesign() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("bluehub.transcoder..")
        .withOptionalLayers(true)
        .layer("facade")
        .definedBy("bluehub.transcoder")
        .layer("codec")
        .definedBy("bluehub.transcoder.codec")
        .layer("route")
        .definedBy("bluehub.transcoder.route")
        .layer("change")
        .definedBy("bluehub.transcoder.change")
        .layer("schema")
        .definedBy("bluehub.transcoder.schema")
        .layer("template")
        .definedBy("bluehub.transcoder.template")
        .layer("json")
        .definedBy("bluehub.transcoder.json")
        .layer("wire")
        .definedBy("bluehub.transcoder.wire")
        .layer("fault")
        .definedBy("bluehub.transcoder.fault")
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("codec")
        .mayOnlyAccessLayers("schema", "json", "wire", "fault")
        .whereLayer("route")
        .mayOnlyAccessLayers("template", "fault")
        .whereLayer("change")
        .mayOnlyAccessLayers("schema", "template", "fault")
        .whereLayer("schema")
        .mayOnlyAccessLayers("template", "fault")
        .whereLayer("template")
        .mayOnlyAccessLayers("fault")
        .whereLayer("json")
        .mayOnlyAccessLayers("fault")
        .whereLayer("wire")
        .mayOnlyAccessLayers("fault")
        .whereLayer("fault")
        .mayNotAccessAnyLayer()
        .check(ENGINE);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("bluehub.transcoder.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void engine_dependsOnTheJdkDescriptorsAndJspecifyAlone() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "bluehub.transcoder..", "java..", "com.google.protobuf..", "org.jspecify..")
        .check(ENGINE);
  }
}
