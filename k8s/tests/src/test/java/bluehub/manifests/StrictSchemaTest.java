package bluehub.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check itself finds what the API server, or the user too late, would find. */
class StrictSchemaTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: s
      spec:
        type: NodePort
        ports:
          - name: http
            port: 80
            targetPort: http
      """;

  @Test
  void problems_ofAGoodManifest_areNone() {
    assertThat(problems(SERVICE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "type: NodePort, typ: NodePort, typ",
    "port: 80, prot: 80, prot",
    "port: 80, port: eighty, eighty",
    "port: 80, 'port: \"80\"', .spec.ports[0].port",
    "name: http, name: 1, .spec.ports[0].name",
    "name: s, labels: s, labels",
    "port: 80, appProtocol: http, port",
    "kind: Service, kind: Servise, Servise",
    "apiVersion: v1, apiVersion: v2, v2",
  })
  void problems_ofABadManifest_nameThePlace(String good, String bad, String place) {
    assertThat(SERVICE).contains(good);
    assertThat(problems(SERVICE.replace(good, bad))).singleElement().asString().contains(place);
  }

  private static List<String> problems(String yaml) {
    return StrictSchema.problems(YamlDocuments.read("test", yaml).getFirst());
  }
}
