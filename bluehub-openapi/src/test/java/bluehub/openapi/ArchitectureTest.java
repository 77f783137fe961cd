package bluehub.openapi;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The arrows between the module's packages, as docs/design.md draws them. */
class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("bluehub.openapi");

  @Test
  void packages_haveOnlyTheArrowsOfTheDesign() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("bluehub.openapi..")
        .layer("facade")
        .definedBy("bluehub.openapi")
        .layer("type")
        .definedBy("bluehub.openapi.type")
        .layer("rule")
        .definedBy("bluehub.openapi.rule")
        .layer("text")
        .definedBy("bluehub.openapi.text")
        .whereLayer("facade")
        .mayOnlyAccessLayers("type", "rule", "text")
        .whereLayer("type")
        .mayOnlyAccessLayers("rule", "text")
        .whereLayer("rule")
        .mayNotAccessAnyLayer()
        .whereLayer("text")
        .mayNotAccessAnyLayer()
        .check(MODULE);
  }

  @Test
  void module_dependsOnTheEngineDescriptorsAndJacksonAlone() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "bluehub.openapi..",
            "bluehub.transcoder..",
            "java..",
            "com.google.protobuf..",
            "org.jspecify..",
            "tools.jackson..")
        .check(MODULE);
  }
}
