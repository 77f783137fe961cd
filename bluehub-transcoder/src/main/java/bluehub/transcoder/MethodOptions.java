package bluehub.transcoder;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;

/**
 * How one method's requests are read and its answers printed.
 *
 * @param parse how requests are read
 * @param print how answers are printed where the request does not say otherwise
 * @param maxAnswerDepth how deep answers may nest; the default is 100, as in protobuf's own parsers
 */
public record MethodOptions(ParseOptions parse, PrintOptions print, int maxAnswerDepth) {
  public static final MethodOptions DEFAULT =
      new MethodOptions(ParseOptions.DEFAULT, PrintOptions.DEFAULT, 100);

  /**
   * The most that {@link #maxAnswerDepth} may be: answers are printed by recursion, and this takes
   * half of a stack of 1 MiB while nothing is compiled yet.
   */
  public static final int MAX_ANSWER_DEPTH = 500;

  public MethodOptions {
    if (maxAnswerDepth < 1 || maxAnswerDepth > MAX_ANSWER_DEPTH) {
      throw new IllegalArgumentException(
          "maxAnswerDepth is " + maxAnswerDepth + ", expected 1 to " + MAX_ANSWER_DEPTH);
    }
  }

  public MethodOptions withParse(ParseOptions value) {
    return new MethodOptions(value, print, maxAnswerDepth);
  }

  public MethodOptions withPrint(PrintOptions value) {
    return new MethodOptions(parse, value, maxAnswerDepth);
  }

  public MethodOptions withMaxAnswerDepth(int value) {
    return new MethodOptions(parse, print, value);
  }
}
