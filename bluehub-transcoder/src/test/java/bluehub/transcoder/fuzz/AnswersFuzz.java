package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.StreamEncoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any messages, each behind a byte that is its length, as a stream of answers: it is the JSON of
 * each of them, framed, whenever the output is taken. A message that is none leaves nothing behind.
 */
public final class AnswersFuzz {
  private static final TestApi API = new TestApi();
  private static final String LINE = "POST /v1/things";
  private static final String STATUS = "{\"code\":14,\"message\":\"gone\"}";

  private AnswersFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    StreamFormat format = FuzzInput.choice(input, List.of(StreamFormat.values()));
    List<byte[]> messages = new ArrayList<>();
    for (int at = 1; at < input.length; ) {
      int end = Math.min(input.length, at + 1 + (input[at] & 0xFF));
      messages.add(Arrays.copyOfRange(input, at + 1, end));
      at = end;
    }
    List<String> texts =
        messages.stream()
            .map(message -> API.answer(LINE, message, PrintOptions.DEFAULT))
            .filter(text -> !text.startsWith("wire: "))
            .toList();
    CompiledMethod method = API.find(LINE).target();
    for (boolean fails : new boolean[] {false, true}) {
      StreamEncoder stream = method.stream(format, PrintOptions.DEFAULT);
      FuzzInput.same(expected(format, texts, fails), text(stream, messages, fails), "framed");
    }
    if (format == StreamFormat.JSON_ARRAY) {
      StreamEncoder stream = method.stream(format, PrintOptions.DEFAULT.withPretty(true));
      FuzzInput.same(
          texts.stream().map(JsonTree::of).toList(),
          JsonTree.of(text(stream, messages, false)),
          "pretty");
    }
  }

  private static String text(StreamEncoder stream, List<byte[]> messages, boolean fails) {
    StringBuilder text = new StringBuilder();
    for (byte[] message : messages) {
      int before = stream.length();
      try {
        stream.message(message, 0, message.length);
      } catch (WireException e) {
        FuzzInput.same(before, stream.length(), "nothing left behind");
      }
      if (message.length % 2 == 0) {
        take(stream, text);
      }
    }
    if (fails) {
      stream.fail(14, "gone", null);
    } else {
      stream.end();
    }
    take(stream, text);
    return text.toString();
  }

  private static void take(StreamEncoder stream, StringBuilder text) {
    text.append(new String(stream.array(), 0, stream.length(), StandardCharsets.UTF_8));
    stream.clear();
  }

  private static String expected(StreamFormat format, List<String> texts, boolean fails) {
    StringBuilder expected = new StringBuilder();
    switch (format) {
      case JSON_ARRAY -> {
        expected.append('[').append(String.join(",", texts));
        String error = (texts.isEmpty() ? "" : ",") + "{\"error\":" + STATUS + "}";
        expected.append(fails ? error : "]");
      }
      case NDJSON -> {
        texts.forEach(text -> expected.append(text).append('\n'));
        expected.append(fails ? "{\"error\":" + STATUS + "}\n" : "");
      }
      case EVENT_STREAM -> {
        texts.forEach(text -> expected.append("data: ").append(text).append("\n\n"));
        expected.append(fails ? "event: error\ndata: " + STATUS + "\n\n" : "");
      }
    }
    return expected.toString();
  }
}
