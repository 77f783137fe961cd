package bluehub.nginx;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The front door is tried without any other part of BlueHub. */
class ArchitectureTest {
  @Test
  void tests_dependOnNoOtherProgram() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "bluehub.gateway..",
            "bluehub.router..",
            "bluehub.transcoder..",
            "org.springframework..")
        .check(new ClassFileImporter().importPackages("bluehub.nginx"));
  }
}
