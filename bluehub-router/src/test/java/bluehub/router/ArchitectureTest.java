package bluehub.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the sample service's packages. */
class ArchitectureTest {
  private static final JavaClasses ROUTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("bluehub.router");

  @Test
  void packages_haveOnlyTheArrowsOfTheDesign() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("bluehub.router..")
        .layer("program")
        .definedBy("bluehub.router")
        .layer("greeting")
        .definedBy("bluehub.router.greeting")
        .layer("request")
        .definedBy("bluehub.router.request")
        .whereLayer("program")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("greeting")
        .mayOnlyAccessLayers("request")
        .whereLayer("request")
        .mayNotAccessAnyLayer()
        .check(ROUTER);
  }

  @Test
  void requestRules_knowNothingOfSpring() {
    noClasses()
        .that()
        .resideInAPackage("bluehub.router.request")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..")
        .check(ROUTER);
  }

  @Test
  void service_dependsOnGrpcAndNotOnItsTransport() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty..").check(ROUTER);
  }

  @Test
  void classes_areFinal() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ROUTER);
  }
}
