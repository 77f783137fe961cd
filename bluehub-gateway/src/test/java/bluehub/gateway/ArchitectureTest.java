package bluehub.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the gateway's packages, as docs/design.md draws them. */
class ArchitectureTest {
  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("bluehub.gateway");

  @Test
  void packages_haveOnlyTheArrowsOfTheDesign() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("bluehub.gateway..")
        .layer("main")
        .definedBy("bluehub.gateway")
        .layer("edge")
        .definedBy("bluehub.gateway.edge")
        .layer("ops")
        .definedBy("bluehub.gateway.ops")
        .layer("call")
        .definedBy("bluehub.gateway.call")
        .layer("check")
        .definedBy("bluehub.gateway.check")
        .layer("api")
        .definedBy("bluehub.gateway.api")
        .layer("site")
        .definedBy("bluehub.gateway.site")
        .layer("upstream")
        .definedBy("bluehub.gateway.upstream")
        .layer("http2")
        .definedBy("bluehub.gateway.upstream.http2")
        .layer("settings")
        .definedBy("bluehub.gateway.settings")
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("edge")
        .mayOnlyAccessLayers("call", "settings")
        .whereLayer("ops")
        .mayOnlyAccessLayers("call", "api", "upstream", "settings")
        .whereLayer("call")
        .mayOnlyAccessLayers("site", "api", "upstream", "settings")
        .whereLayer("site")
        .mayOnlyAccessLayers("api", "upstream", "settings")
        .whereLayer("check")
        .mayOnlyAccessLayers("api", "upstream", "settings")
        .whereLayer("api")
        .mayOnlyAccessLayers("upstream", "settings")
        .whereLayer("upstream")
        .mayOnlyAccessLayers("http2", "settings")
        .whereLayer("http2")
        .mayNotAccessAnyLayer()
        .whereLayer("settings")
        .mayNotAccessAnyLayer()
        .check(GATEWAY);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("bluehub.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
  }

  @Test
  void httpCodecs_areUsedByTheEdgeAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("bluehub.gateway.edge")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty.handler.codec..")
        .check(GATEWAY);
  }

  @Test
  void grpc_isKnownToTheUpstreamAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("bluehub.gateway.upstream")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.grpc..")
        .check(GATEWAY);
  }

  /** No message of any service: the gateway knows what descriptors say, and no more. */
  @Test
  void protobuf_isKnownToTheEngineAlone() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.google..").check(GATEWAY);
  }
}
