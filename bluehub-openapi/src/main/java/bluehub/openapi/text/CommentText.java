package bluehub.openapi.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a comment as Markdown. It may come from anywhere, and whoever shows it may take HTML
 * in it for HTML (CommonMark 0.31 §6.6), so that outside of code no {@code <} begins a tag and no
 * link runs a script.
 */
public final class CommentText {
  /** What AIP-192 keeps from readers: {@code (-- for us alone --)}. */
  private static final Pattern INTERNAL = Pattern.compile("(?s)\\(--.*?--\\)");

  /** Remarks to linters. */
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?m)^\\s*(buf:lint:ignore|protolint:|api-linter:).*$");

  /**
   * Code: a fenced block at the left margin, or a span inside a paragraph between two runs of as
   * many backticks. Rather too little than too much: what is taken for code is left as it is.
   */
  private static final Pattern CODE =
      Pattern.compile(
          "(?ms)^(`{3,}(?=[^`\\n]*$)|~{3,}).*?(^\\1|\\z)"
              + "|(?<![`\\\\])(`+)(?!`)(?:(?!\\n[ \t]*\\n).)+?(?<!`)\\3(?!`)");

  /** {@code [Book][lib.Book]} and {@code [lib.Book][]}: references to other declarations. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\[([^\\[\\]]+)]\\[[A-Za-z_][A-Za-z0-9_.]*]|\\[([A-Za-z0-9_.]+)]\\[]");

  /** What CommonMark takes for HTML, or for a link of another kind than the web's. */
  private static final Pattern TAG = Pattern.compile("<(?!https?://[^\\s<>]*>)(?=[A-Za-z/!?])");

  /** A link whose target has a scheme that is no page's or mailbox's. */
  private static final Pattern SCRIPT =
      Pattern.compile("(?i)](?=\\(\\s*<?(?!https?:|mailto:)[a-z][a-z0-9+.-]*:|:\\s*<?javascript:)");

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？](?=\\s|\\z)|(?<=[。！？])");
  private static final int SUMMARY = 120;

  private CommentText() {}

  /**
   * @param comment as {@code SourceCodeInfo} has it: each line after the comment's marks
   */
  static String clean(String comment) {
    String text = INTERNAL.matcher(comment.replace("\r\n", "\n")).replaceAll("");
    text = DIRECTIVE.matcher(text).replaceAll("");
    text = text.replaceAll("(?m)^ ", "").replaceAll("(?m)[ \t]+$", "");
    text = text.replaceAll("\n{3,}", "\n\n").strip();
    StringBuilder clean = new StringBuilder(text.length());
    int at = 0;
    for (MatchResult code : CODE.matcher(text).results().toList()) {
      clean.append(prose(text.substring(at, code.start()))).append(code.group());
      at = code.end();
    }
    return clean.append(prose(text.substring(at))).toString();
  }

  private static String prose(String text) {
    String plain =
        REFERENCE
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(1) == null ? match.group(2) : match.group(1)));
    return TAG.matcher(SCRIPT.matcher(plain).replaceAll("\\\\]")).replaceAll("&lt;");
  }

  /** The first sentence of a text in one line, without its full stop; cut where it is long. */
  public static String summary(String text) {
    int paragraph = text.indexOf("\n\n");
    String first = (paragraph < 0 ? text : text.substring(0, paragraph)).replaceAll("\\s+", " ");
    var end = SENTENCE_END.matcher(first);
    String sentence = end.find() ? first.substring(0, end.end()) : first;
    sentence = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    // A summary is no Markdown (OpenAPI 3.1 §4.8.10).
    sentence = sentence.replace("&lt;", "<");
    return sentence.length() <= SUMMARY ? sentence : sentence.substring(0, cut(sentence)) + "…";
  }

  /** Where a long sentence is cut: before a word, and never inside a surrogate pair. */
  private static int cut(String sentence) {
    int space = sentence.lastIndexOf(' ', SUMMARY);
    int end = space > SUMMARY / 2 ? space : SUMMARY;
    return Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end;
  }

  /** Two texts as paragraphs of one. */
  public static String join(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first + second;
    }
    return first + "\n\n" + second;
  }
}
