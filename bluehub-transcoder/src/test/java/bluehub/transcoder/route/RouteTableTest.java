package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.fault.RequestFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: the rule that it shows, the routes, the request, the answer. */
class RouteTableTest {

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 200,
      textBlock =
          """
          a literal is itself                     | GET /a/b                          | GET /a/b        | GET /a/b
          a literal is the whole segment          | GET /a/b                          | GET /a/bc       | 404
          a longer path is another path           | GET /a                            | GET /a/b        | 404
          a shorter path is another path          | GET /a/b                          | GET /a          | 404
          / has no segment                        | GET /                             | GET /           | GET /
          / has no segment                        | GET /{x}                          | GET /           | 404
          case counts                             | GET /a                            | GET /A          | 404
          unreserved escapes are the character    | GET /a-b                          | GET /%61%2Db    | GET /a-b
          so they are in a template               | GET /%61%2db                      | GET /a-b        | GET /%61%2db
          reserved escapes are not the character  | GET /a@b                          | GET /a%40b      | 404
          reserved escapes are alike in any case  | GET /a%2fb                        | GET /a%2Fb      | GET /a%2fb
          %2F separates nothing                   | GET /a/b                          | GET /a%2Fb      | 404
          beyond ASCII a literal is its escapes   | GET /平沢                          | GET /%e5%b9%b3%E6%B2%A2 | GET /平沢
          // holds an empty segment               | GET /a/*/b                        | GET /a//b       | 404
          an empty segment is no value            | GET /a/{x}                        | GET /a/         | 404
          ** takes empty segments                 | GET /a/{x=**}                     | GET /a//b       | GET /a/{x=**} x=/b
          a path that is no path                  | GET /**                           | GET a           | 404
          """)
  void match_path_comparesRawSegments(String rule, String routes, String request, String answer)
      throws Exception {
    assertAnswer(RouteOptions.DEFAULT, routes, request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .                        | GET /a/.        | 400
          ..                       | GET /a/../b     | 400
          .. at the root           | GET /..         | 400
          escaped dots             | GET /a/%2e%2E/b | 400
          half-escaped dots        | GET /a/.%2e     | 400
          one escaped dot          | GET /%2e/b      | 400
          three dots are a name    | GET /...        | GET /{x=**} x=...
          dots in a name           | GET /a..        | GET /{x=**} x=a..
          a hidden file            | GET /.a         | GET /{x=**} x=.a
          dots before a verb       | GET /a/..:v     | 400
          % alone                  | GET /a%         | 400
          % and one digit          | GET /a%4        | 400
          % and no digits          | GET /a%zz       | 400
          % and half a digit       | GET /a%4g       | 400
          a digit beyond ASCII     | GET /a%4１       | 400
          bad UTF-8: a lone tail   | GET /%80        | 400
          bad UTF-8: cut short     | GET /%E5%B9     | 400
          bad UTF-8: cut by /      | GET /%E5%B9/%B3 | 400
          bad UTF-8: cut by text   | GET /%E5%B9B3   | 400
          bad UTF-8: overlong      | GET /%C0%AF     | 400
          bad UTF-8: overlong of 3 | GET /%E0%80%AF  | 400
          bad UTF-8: a surrogate   | GET /%ED%A0%80  | 400
          bad UTF-8: too great     | GET /%F4%90%80%80 | 400
          bad UTF-8: 5 bytes       | GET /%F8%88%80%80%80 | 400
          the greatest character   | GET /%F4%8F%BF%BF | GET /{x=**} x=\uDBFF\uDFFF
          a character to be escaped | GET /é          | 400
          a fragment               | GET /a#b        | 400
          """)
  void match_malformedPath_isRefused(String rule, String request, String answer) throws Exception {
    assertAnswer(RouteOptions.DEFAULT, "GET /{x=**} + GET /{x=**}:v", request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one segment is decoded wholly       | GET /a/{x}           | GET /a/b%2Fc%20%26+  | GET /a/{x} x=b/c &+
          a pattern of one segment too        | GET /a/{x=*}         | GET /a/%2f           | GET /a/{x=*} x=/
          only once                           | GET /a/{x}           | GET /a/%252F         | GET /a/{x} x=%2F
          Unicode                             | GET /a/{x}           | GET /a/%F0%9F%A6%8B  | GET /a/{x} x=🦋
          a literal pattern                   | GET /{x=a}           | GET /%61             | GET /{x=a} x=a
          several segments keep their slash   | GET /{x=a/*}         | GET /a/b%20%2f%26    | GET /{x=a/*} x=a/b %2f&
          so does **                          | GET /a/{x=**}        | GET /a/b%2F/c%3A     | GET /a/{x=**} x=b%2F/c:
          so does ** of one segment           | GET /a/{x=**}        | GET /a/b%2Fc         | GET /a/{x=**} x=b%2Fc
          an empty ** is the empty text       | GET /a/{x=**}        | GET /a               | GET /a/{x=**} x=
          with its literal only the literal   | GET /{x=a/**}        | GET /a               | GET /{x=a/**} x=a
          ** at the root                      | GET /{x=**}          | GET /                | GET /{x=**} x=
          a trailing slash is part of it      | GET /a/{x=**}        | GET /a/b/            | GET /a/{x=**} x=b/
          variables side by side              | GET /{x}/{y=b/*}/{z} | GET /1/b/2/3         | GET /{x}/{y=b/*}/{z} x=1 y=b/2 z=3
          variables behind **                 | GET /{x=**}/{y}/c    | GET /1/2/3/c         | GET /{x=**}/{y}/c x=1/2 y=3
          an empty ** before variables        | GET /{x=**}/{y}/c    | GET /3/c             | GET /{x=**}/{y}/c x= y=3
          ** inside a variable                | GET /{x=a/**/b}/{y}  | GET /a/1/2/b/3       | GET /{x=a/**/b}/{y} x=a/1/2/b y=3
          a nested field                      | GET /{a.b.c}         | GET /1               | GET /{a.b.c} a.b.c=1
          """)
  void match_variables_areCutAndDecoded(String rule, String routes, String request, String answer)
      throws Exception {
    assertAnswer(RouteOptions.DEFAULT, routes, request, answer);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /a/%3A%2F%3F%23%5B%5D%40 | GET /a/{x=**} x=%3A%2F%3F%23%5B%5D%40
          GET /a/%21%24%26%27%28%29    | GET /a/{x=**} x=%21%24%26%27%28%29
          GET /a/%2a%2b%2c%3b%3d       | GET /a/{x=**} x=%2a%2b%2c%3b%3d
          GET /a/%20%25%41             | GET /a/{x=**} x= %A
          GET /b/%21%2F                | GET /b/{y} y=!/
          """)
  void match_keepReserved_leavesReservedEscapesOfSeveralSegments(String request, String answer)
      throws Exception {
    assertAnswer(
        RouteOptions.DEFAULT.withKeepReserved(true), "GET /a/{x=**} + GET /b/{y}", request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 200,
      textBlock =
          """
          a verb is told by its template         | GET /a:v                      | GET /a:v     | GET /a:v
          it is not in other paths               | GET /a:v                      | GET /a       | 404
          another one is part of the value       | GET /{x} + GET /{x}:v         | GET /a:w     | GET /{x} x=a:w
          one of another path is so too          | GET /{x} + GET /b:v           | GET /a:v     | GET /{x} x=a:v
          with the verb before without           | GET /{x} + GET /{x}:v         | GET /a:v     | GET /{x}:v x=a
          also when its path is less specific    | GET /a/{x} + GET /{x=**}:v    | GET /a/b:v   | GET /{x=**}:v x=a/b
          but only if its method matches         | GET /a/{x} + POST /{x=**}:v   | GET /a/b:v   | GET /a/{x} x=b:v
          an escaped colon begins no verb        | GET /{x} + GET /{x}:v         | GET /a%3Av   | GET /{x} x=a:v
          a colon in the middle begins no verb   | GET /{x}/b + GET /{x}:v       | GET /a:v/b   | GET /{x}/b x=a:v
          the last colon begins it               | GET /{x} + GET /{x}:v         | GET /a:b:v   | GET /{x}:v x=a:b
          unless a longer verb matches           | GET /{x}:b:v + GET /{x}:v     | GET /a:b:v   | GET /{x}:b:v x=a
          a verb of several parts alone          | GET /{x}:b:v                  | GET /a:v     | 404
          the empty verb is none                 | GET /{x}:v                    | GET /a:      | 404
          a verb needs its segment               | GET /a/{x}:v                  | GET /a/:v    | 404
          ** needs none                          | GET /a/**:v                   | GET /a/:v    | GET /a/**:v
          nor a slash                            | GET /a/**:v                   | GET /a:v     | GET /a/**:v
          ** at the root                         | GET /{x=**}:v                 | GET /:v      | GET /{x=**}:v x=
          a verb is normalised as literals are   | GET /a:v-w                    | GET /a:%76%2Dw | GET /a:v-w
          a verb behind segments behind **       | GET /{x=**}/b:v               | GET /a/b:v   | GET /{x=**}/b:v x=a
          the methods of both are allowed        | GET /{x} + POST /{x}:v        | PUT /a:v     | 405 GET,HEAD,POST
          """)
  void match_verb_isOnlyWhatATemplateDeclares(
      String rule, String routes, String request, String answer) throws Exception {
    assertAnswer(RouteOptions.DEFAULT, routes, request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 200,
      textBlock =
          """
          a literal before *                  | GET /{x} + GET /a                  | GET /a         | GET /a
          * before **                         | GET /{x=**} + GET /{x}             | GET /a         | GET /{x} x=a
          a literal before **                 | GET /{x=**} + GET /a               | GET /a         | GET /a
          from the left                       | GET /*/b + GET /a/*                | GET /a/b       | GET /a/*
          back from a literal                 | GET /a/b/c + GET /{x}/b/d          | GET /a/b/d     | GET /{x}/b/d x=a
          back from *                         | GET /a/*/c + GET /{x=**}           | GET /a/b/d     | GET /{x=**} x=a/b/d
          back over two                       | GET /a/*/c + GET /*/b/c + GET /**  | GET /x/y/c     | GET /**
          a literal ends **                   | GET /a/** + GET /a/**/z            | GET /a/b/z     | GET /a/**/z
          more literals end it before         | GET /**/z + GET /**/y/z            | GET /a/y/z     | GET /**/y/z
          * does not                          | GET /{x=a/**} + GET /{x=a/**}/{y}  | GET /a/b/c     | GET /{x=a/**} x=a/b/c
          unless the longer one does not fit  | POST /{x=a/**} + GET /{x=a/**}/{y} | GET /a/b/c     | GET /{x=a/**}/{y} x=a/b y=c
          an end before an empty **           | GET /a/** + GET /a                 | GET /a         | GET /a
          an empty ** before segments         | GET /a/**/z                        | GET /a/z       | GET /a/**/z
          ** takes no part of them            | GET /z/**/z                        | GET /z         | 404
          * before ** also inside             | GET /a/**/z + GET /a/*/**          | GET /a/b/z     | GET /a/*/**
          """)
  void match_overlap_isDecidedBySpecificity(
      String rule, String routes, String request, String answer) throws Exception {
    assertAnswer(RouteOptions.DEFAULT, routes, request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 200,
      textBlock =
          """
          another method of the path             | GET /a                            | POST /a    | 405 GET,HEAD
          of a less specific path                | GET /a + POST /{x}                | POST /a    | POST /{x} x=a
          of the least specific path             | GET /a + PUT /{x} + POST /**      | POST /a    | POST /**
          all methods of all matching templates  | GET /a + PUT /{x} + POST /**      | DELETE /a  | 405 GET,HEAD,POST,PUT
          and of no others                       | GET /a + PUT /b                   | DELETE /a  | 405 GET,HEAD
          HEAD answers as GET                    | GET /a                            | HEAD /a    | GET /a
          unless it is declared                  | GET /a + HEAD /a                  | HEAD /a    | HEAD /a
          also by a less specific path           | POST /a + GET /{x}                | HEAD /a    | GET /{x} x=a
          HEAD of no GET                         | POST /a                           | HEAD /a    | 405 POST
          OPTIONS asks for the methods           | GET /a + POST /a                  | OPTIONS /a | 405 GET,HEAD,POST
          unless it is declared                  | GET /a + OPTIONS /a               | OPTIONS /a | OPTIONS /a
          OPTIONS of no path                     | GET /a                            | OPTIONS /b | 404
          a custom method                        | PURGE /a                          | PURGE /a   | PURGE /a
          methods are told apart by case         | GET /a                            | get /a     | 405 GET,HEAD
          kind * is every method                 | * /a                              | BREW /a    | * /a
          also HEAD                              | * /a                              | HEAD /a    | * /a
          GET comes before it                    | * /a + GET /a                     | GET /a     | GET /a
          GET comes before it for HEAD too       | * /a + GET /a                     | HEAD /a    | GET /a
          the more specific path comes first     | * /a + GET /{x}                   | GET /a     | * /a
          """)
  void match_method_stepsBackToOtherTemplates(
      String rule, String routes, String request, String answer) throws Exception {
    assertAnswer(RouteOptions.DEFAULT, routes, request, answer);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a trailing slash goes     | GET /a         | GET /a/     | GET /a
          one goes                  | GET /a         | GET /a//    | 404
          the root stays            | GET /          | GET /       | GET /
          from a value too          | GET /{x=**}    | GET /a/b/   | GET /{x=**} x=a/b
          behind a verb             | GET /{x}:v     | GET /a:v/   | GET /{x}:v x=a
          from the end of segments  | GET /{x=**}/c  | GET /a/c/   | GET /{x=**}/c x=a
          from a single value       | GET /a/{x}     | GET /a/b/   | GET /a/{x} x=b
          an escaped one stays      | GET /a/{x}     | GET /a/b%2F | GET /a/{x} x=b/
          methods are found         | GET /a         | POST /a/    | 405 GET,HEAD
          """)
  void match_stripTrailingSlash_takesThePathWithoutIt(
      String rule, String routes, String request, String answer) throws Exception {
    assertAnswer(RouteOptions.DEFAULT.withStripTrailingSlash(true), routes, request, answer);
  }

  @Test
  void match_trailingSlash_isAnotherPath() throws Exception {
    assertAnswer(RouteOptions.DEFAULT, "GET /a", "GET /a/", "404");
  }

  @Test
  void match_order_changesNothing() throws Exception {
    List<String> routes = List.of("GET /a/b", "GET /a/{x}", "GET /{x=**}", "GET /{x=**}:v");
    RouteTable<String> forward = Routes.table(RouteOptions.DEFAULT, routes);
    RouteTable<String> backward = Routes.table(RouteOptions.DEFAULT, routes.reversed());

    for (String path : List.of("/a/b", "/a/c", "/b", "/a/b:v")) {
      assertThat(Routes.answer(backward, "GET", path))
          .isEqualTo(Routes.answer(forward, "GET", path));
    }
  }

  @Test
  void match_fault_saysWhere() throws Exception {
    RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, List.of("GET /a"));

    assertThatThrownBy(() -> table.match("GET", "/a/%zz"))
        .isInstanceOf(RequestFault.class)
        .hasMessage(
            "character 4 of the path begins a malformed escape,"
                + " expected % and two hexadecimal digits");
  }

  @Test
  void conflicts_sameShapeAndMethod_nameBoth() throws Exception {
    RouteTable.Builder<String> builder =
        Routes.builder(
            RouteOptions.DEFAULT,
            List.of("GET /a/{x}:v", "GET /%61/{y=*}:v", "POST /a/{x}:v", "GET /a/{x=**}:v"));

    assertThat(builder.conflicts())
        .containsExactly(new RouteConflict<>("GET", "/a/*:v", "GET /a/{x}:v", "GET /%61/{y=*}:v"));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.build(ConflictPolicy.REFUSE))
        .withMessageContaining("/a/*:v");
    assertThat(Routes.answer(builder.build(ConflictPolicy.FIRST), "GET", "/a/b:v"))
        .isEqualTo("GET /a/{x}:v x=b");
  }

  private static void assertAnswer(
      RouteOptions options, String routes, String request, String answer) throws Exception {
    RouteTable<String> table = Routes.table(options, List.of(routes.split(" \\+ ")));
    String[] parts = request.split(" ", 2);
    assertThat(Routes.answer(table, parts[0], parts[1])).isEqualTo(answer);
  }
}
