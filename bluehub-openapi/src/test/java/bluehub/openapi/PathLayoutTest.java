package bluehub.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathLayoutTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/v1/books, /v1/books",
    "/v1/{name}, /v1/{name}",
    "/v1/{name=*}, /v1/{name}",
    "/v1/{book.name}, /v1/{book.name}",
    "/v1/{name=shelves/*}, /v1/shelves/{shelvesId}",
    "/v1/{name=shelves/*/books/*}:read, /v1/shelves/{shelvesId}/books/{booksId}:read",
    "/v1/{name=**}, /v1/{name}",
    "/v1/{name=files/**}, /v1/files/{filesPath}",
    "/v1/files/**, /v1/files/{filesPath}",
    "/v1/{name=*/*}, /v1/{v1Id}/{id}",
    "/*/{name=*/*}, /{id}/{id2}/{id3}",
    "/{a=x/*}/{b=x/*}, /x/{xId}/x/{xId2}",
    "/{xId}/{b=x/*}, /{xId}/x/{xId2}",
    "/v1/a%20b/*, /v1/a%20b/{a20bId}",
  })
  void template_isPathOfSingleSegments(String template, String path) throws TemplateException {
    assertThat(PathLayout.of(PathTemplate.parse(template)).path()).isEqualTo(path);
  }

  @Test
  void shape_ofTemplatesThatDifferInNames_isTheSame() throws TemplateException {
    String one = PathLayout.of(PathTemplate.parse("/v1/{a}/x:y")).shape();
    String other = PathLayout.of(PathTemplate.parse("/v1/{b.c}/x:y")).shape();

    assertThat(one).isEqualTo(other).isEqualTo("/v1/{}/x:y");
  }

  @Test
  void variable_ofSeveralSegments_isSpelledOut() throws TemplateException {
    PathLayout layout = PathLayout.of(PathTemplate.parse("/v1/{name=shelves/*/**}"));

    assertThat(layout.parameters()).extracting("rest").containsExactly(false, true);
    assertThat(layout.parameters()).noneMatch(PathLayout.Parameter::isWhole);
    assertThat(layout.path(PathTemplate.parse("/v1/{name=shelves/*/**}").variables().getFirst()))
        .isEqualTo("shelves/{shelvesId}/{path}");
  }
}
