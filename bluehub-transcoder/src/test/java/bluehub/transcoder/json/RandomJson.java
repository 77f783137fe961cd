package bluehub.transcoder.json;

import java.util.Random;

/** Random JSON texts of all kinds of values, white space and escapes. */
final class RandomJson {
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "12.5e3",
    "1e-7",
    "\"\"",
    "\"a b\"",
    "\"\\u5e73\\n\"",
    "\"平仮名\"",
    "\"\\ud83d\\ude00\"",
    "\"😀 and more than eight bytes\"",
    "123456789012345678901"
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", " \t", "\r\n  "};

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  RandomJson(Random random) {
    this.random = random;
  }

  String text() {
    out.setLength(0);
    space();
    value(5);
    space();
    return out.toString();
  }

  private void space() {
    out.append(SPACES[random.nextInt(SPACES.length)]);
  }

  private void value(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind < 2) {
      out.append(SCALARS[random.nextInt(SCALARS.length)]);
      return;
    }
    boolean object = kind == 2;
    out.append(object ? '{' : '[');
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      space();
      if (object) {
        out.append(SCALARS[7 + random.nextInt(6)]);
        space();
        out.append(':');
        space();
      }
      value(depth - 1);
      space();
      out.append(i < size - 1 ? "," : "");
    }
    out.append(object ? '}' : ']');
  }
}
