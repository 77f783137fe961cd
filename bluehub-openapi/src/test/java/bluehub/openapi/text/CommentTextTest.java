package bluehub.openapi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommentTextTest {
  static Stream<Arguments> comments() {
    return Stream.of(
        Arguments.of("the space behind the mark goes", " A.\n B.\n", "A.\nB."),
        Arguments.of("further spaces stay", " A:\n     code\n", "A:\n    code"),
        Arguments.of("lines do not end with spaces", " A. \t\n", "A."),
        Arguments.of("one blank line is enough", " A.\n\n\n\n B.", "A.\n\nB."),
        Arguments.of("CR LF is LF", " A.\r\n B.", "A.\nB."),
        Arguments.of("AIP-192: not for readers", " A (-- no\n no --)b.", "A b."),
        Arguments.of("remarks to linters", " A.\n buf:lint:ignore X\n", "A."),
        Arguments.of("a reference is its text", " See [Book][lib.Book].", "See Book."),
        Arguments.of("a reference without a text", " See [lib.Book][].", "See lib.Book."),
        Arguments.of("no reference in code", " `a[i][j]`", "`a[i][j]`"),
        Arguments.of("an index is no reference", " a[0][1]", "a[0][1]"),
        Arguments.of("a dollar in a reference", " [a$1][b]", "a$1"),
        Arguments.of("a tag is text", " <b>x</b>", "&lt;b>x&lt;/b>"),
        Arguments.of("a comment is text", " <!-- x -->", "&lt;!-- x -->"),
        Arguments.of("less than is itself", " a < b <= c <5", "a < b <= c <5"),
        Arguments.of("links of the web stay", " <https://a.b/c>", "<https://a.b/c>"),
        Arguments.of("scripts hide in no link", " <javascript:x>", "&lt;javascript:x>"),
        Arguments.of("nor in this", " <https://a.b onclick=x>", "&lt;https://a.b onclick=x>"),
        Arguments.of("a tag in code is code", " `<b>`", "`<b>`"),
        Arguments.of("a span of two backticks", " ``a ` <b>`` <i>", "``a ` <b>`` &lt;i>"),
        Arguments.of("a lone backtick begins nothing", " ` <b>", "` &lt;b>"),
        Arguments.of("a span ends with its paragraph", " ` <b>\n\n <i> `", "` &lt;b>\n\n&lt;i> `"),
        Arguments.of("an escaped backtick begins nothing", " \\`<b>`", "\\`&lt;b>`"),
        Arguments.of("a fenced block", " ```\n <b>\n ```\n <i>", "```\n<b>\n```\n&lt;i>"),
        Arguments.of("no fence with a backtick behind it", " ```a`<b>", "```a`&lt;b>"),
        Arguments.of("links that are pages", " [a](https://b)", "[a](https://b)"),
        Arguments.of("links that are paths", " [a](b/c)", "[a](b/c)"),
        Arguments.of("links that are scripts", " [a](javascript:b)", "[a\\](javascript:b)"),
        Arguments.of("data is no page", " [a]( <data:b>)", "[a\\]( &lt;data:b>)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("comments")
  void comment_isMarkdownWithoutHtml(String rule, String comment, String expected) {
    assertThat(CommentText.clean(comment)).as(rule).isEqualTo(expected);
  }

  static Stream<Arguments> summaries() {
    return Stream.of(
        Arguments.of("the first sentence", "Gets a book. More.", "Gets a book"),
        Arguments.of("over two lines", "Gets a\nbook.\n\nMore.", "Gets a book"),
        Arguments.of("a paragraph without a full stop", "Gets a book\n\nMore.", "Gets a book"),
        Arguments.of("a full stop inside a word", "Gets a.b. More.", "Gets a.b"),
        Arguments.of("a question keeps its mark", "Is it? Yes.", "Is it?"),
        Arguments.of("Japanese", "本を取得する。詳細。", "本を取得する。"),
        Arguments.of("text, not Markdown", "A &lt;b>.", "A <b>"),
        Arguments.of("nothing", "", ""),
        Arguments.of(
            "a long one is cut before a word", "word ".repeat(40), "word ".repeat(23) + "word…"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("summaries")
  void summary_isOneSentenceInOneLine(String rule, String text, String expected) {
    assertThat(CommentText.summary(text)).as(rule).isEqualTo(expected);
  }

  @Test
  void summary_ofOneLongWord_splitsNoCharacter() {
    String summary = CommentText.summary("a" + "👋".repeat(100));

    assertThat(summary).isEqualTo("a" + "👋".repeat(59) + "…");
  }
}
