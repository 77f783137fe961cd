package bluehub.manifests;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The checks know the manifests' text and Kubernetes' schema, and none of the programs. */
class ArchitectureTest {
  @Test
  void checks_dependOnNoProgram() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "bluehub.gateway..",
            "bluehub.router..",
            "bluehub.transcoder..",
            "org.springframework..")
        .check(new ClassFileImporter().importPackages("bluehub.manifests"));
  }
}
