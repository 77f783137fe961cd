package bluehub.transcoder.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateParserTest {

  /** Each row: the template, its shape, its variables as {@code field=[start,end)}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                           | /                    | ''
          /a                          | /a                   | ''
          /a/b-c.d_e~f/9              | /a/b-c.d_e~f/9       | ''
          /*                          | /*                   | ''
          /**                         | /**                  | ''
          /{x}                        | /*                   | x=[0,1)
          /{x=*}                      | /*                   | x=[0,1)
          /{x=**}                     | /**                  | x=[0,1)+
          /{x=a}                      | /a                   | x=[0,1)
          /{x=a/*}/b/{y}              | /a/*/b/*             | x=[0,2)+ y=[3,4)
          /{x=a/**/b}/c               | /a/**/b/c            | x=[0,3)+
          /{x=**}/{y}/{z=*/*}         | /**/*/*/*            | x=[0,1)+ y=[1,2) z=[2,4)+
          /{_a.b_2.C}                 | /*                   | _a.b_2.C=[0,1)
          /a:verb                     | /a:verb              | ''
          /{x=**}:verb                | /**:verb             | x=[0,1)+
          /{x}:a:b                    | /*:a:b               | x=[0,1)
          /a:b%2Dc                    | /a:b-c               | ''
          /%61%2f%3a                  | /a%2F%3A             | ''
          /a!$&'()+,;=@               | /a!$&'()+,;=@        | ''
          /{x=a=b}                    | /a=b                 | x=[0,1)
          /.well-known/{x}            | /.well-known/*       | x=[1,2)
          /.../..a                    | /.../..a             | ''
          /平沢                        | /%E5%B9%B3%E6%B2%A2  | ''
          /🦋                          | /%F0%9F%A6%8B        | ''
          """)
  void parse_template_hasItsParts(String source, String shape, String variables)
      throws TemplateException {
    PathTemplate template = PathTemplate.parse(source);

    assertThat(template.shape()).isEqualTo(shape);
    assertThat(template).hasToString(source);
    assertThat(template.variables().stream().map(PathTemplateParserTest::text))
        .isEqualTo(variables.isEmpty() ? List.of() : List.of(variables.split(" ")));
  }

  private static String text(Variable variable) {
    return variable.fieldPath()
        + "=["
        + variable.start()
        + ","
        + variable.end()
        + ")"
        + (variable.multiple() ? "+" : "");
  }

  /** Each row: the template, the column, what stands there, what could. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''            | 1  | the end                  | /
          a             | 1  | "a"                      | /
          :v            | 1  | ":"                      | /
          //            | 2  | "/"                      | a segment
          /a/           | 4  | the end                  | a segment
          /a//b         | 4  | "/"                      | a segment
          /:v           | 2  | ":"                      | a segment
          /a/:v         | 4  | ":"                      | a segment
          /a:           | 4  | the end                  | a verb
          /a::v         | 4  | ":"                      | a verb
          /a:v:         | 6  | the end                  | a verb
          /a:*          | 4  | "*"                      | a verb
          /a:v/b        | 5  | "/"                      | the end
          /a:v*         | 5  | "*"                      | the end
          /a*           | 3  | "*"                      | /, : or the end
          /*a           | 3  | "a"                      | /, : or the end
          /***          | 4  | "*"                      | /, : or the end
          /a{x}         | 3  | "{"                      | /, : or the end
          /{x}a         | 5  | "a"                      | /, : or the end
          /a}           | 3  | "}"                      | /, : or the end
          /a?b=c        | 3  | "?"                      | /, : or the end
          /a b          | 3  | " "                      | /, : or the end
          /a#b          | 3  | "#"                      | /, : or the end
          /a[           | 3  | "["                      | /, : or the end
          /{            | 3  | the end                  | a field name
          /{}           | 3  | "}"                      | a field name
          /{1}          | 3  | "1"                      | a field name
          /{a.}         | 5  | "}"                      | a field name
          /{a..b}       | 5  | "."                      | a field name
          /{é}          | 3  | "é"                      | a field name
          /{a           | 4  | the end                  | ., = or }
          /{a-b}        | 4  | "-"                      | ., = or }
          /{a/b}        | 4  | "/"                      | ., = or }
          /{a=}         | 5  | "}"                      | a segment
          /{a=/b}       | 5  | "/"                      | a segment
          /{a=b/}       | 7  | "}"                      | a segment
          /{a=b         | 6  | the end                  | / or }
          /{a=b:v}      | 6  | ":"                      | / or }
          /{a={b}}      | 5  | a variable inside        | a literal, * or **
          /{a=b/{c}}    | 7  | a variable inside        | a literal, * or **
          /**/**        | 5  | a second **              | at most one
          /{a=**}/b/**  | 11 | a second **              | at most one
          /a/./b        | 4  | the dot segment .        | a segment that is not resolved
          /..           | 2  | the dot segment ..       | a segment that is not resolved
          /{a=%2e.}     | 5  | the dot segment ..       | a segment that is not resolved
          /a%           | 3  | "%"                      | % and two hexadecimal digits
          /a%4          | 3  | "%4"                     | % and two hexadecimal digits
          /a%zz         | 3  | "%zz"                    | % and two hexadecimal digits
          /a:v%zz       | 5  | "%zz"                    | % and two hexadecimal digits
          /a%80         | 3  | "%80"                    | the escaped bytes of a UTF-8 character
          /a%E5%B9      | 3  | "%E5"                    | the escaped bytes of a UTF-8 character
          """)
  void parse_noTemplate_saysColumnFoundAndExpected(
      String source, int column, String found, String expected) {
    TemplateException refusal =
        catchThrowableOfType(TemplateException.class, () -> PathTemplate.parse(source));

    assertThat(refusal).as(source).isNotNull();
    assertThat(refusal.column()).isEqualTo(column);
    assertThat(refusal.found()).startsWith(found);
    assertThat(refusal.expected()).startsWith(expected);
  }

  @Test
  void parse_failure_isOneReadableLine() {
    assertThatThrownBy(() -> PathTemplate.parse("/v1/{name"))
        .hasMessage("column 10 of \"/v1/{name\": found the end, expected ., = or }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/\ud800", "/a\udc00", "/\u0000", "/\u00a0", "/\u0085", "/\u2028"})
  void parse_characterThatIsNoText_isRefused(String source) {
    assertThatThrownBy(() -> PathTemplate.parse(source)).isInstanceOf(TemplateException.class);
  }

  @Test
  void parse_manySegments_areLimited() {
    assertThatCode(() -> PathTemplate.parse("/a".repeat(256))).doesNotThrowAnyException();
    assertThatThrownBy(() -> PathTemplate.parse("/a".repeat(257)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("column 514")
        .hasMessageContaining("segment 257, expected at most 256");
  }

  @Test
  void parse_anyText_givesATemplateOrAColumnInside() {
    Random random = new Random(20260731);
    String characters = "//{}{}=**.::%%2eFab1_-é\ud83e\u0000 ?";
    int valid = 0;
    for (int i = 0; i < 200_000; i++) {
      String source =
          "/"
              + random
                  .ints(random.nextInt(10), 0, characters.length())
                  .mapToObj(at -> characters.substring(at, at + 1))
                  .collect(Collectors.joining());
      try {
        assertThat(PathTemplate.parse(source)).hasToString(source);
        valid++;
      } catch (TemplateException e) {
        assertThat(e.column()).isBetween(1, source.length() + 1);
      }
    }
    assertThat(valid).isGreaterThan(10_000);
  }
}
