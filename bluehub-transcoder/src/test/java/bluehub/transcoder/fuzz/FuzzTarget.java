package bluehub.transcoder.fuzz;

import bluehub.transcoder.TestApi;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteFuzz;
import bluehub.transcoder.schema.Protos;
import com.google.protobuf.TextFormat.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is fuzzed. Each target is a class with the method that Jazzer calls; its rows, in {@code
 * rows.txt}, are where a fuzzer starts, and every input that once showed a bug.
 */
record FuzzTarget(String name, Class<?> type, Run run) {
  static final List<FuzzTarget> ALL =
      List.of(
          new FuzzTarget("template", TemplateFuzz.class, TemplateFuzz::fuzzerTestOneInput),
          new FuzzTarget("route", RouteFuzz.class, RouteFuzz::fuzzerTestOneInput),
          new FuzzTarget("query", QueryFuzz.class, QueryFuzz::fuzzerTestOneInput),
          new FuzzTarget("body", BodyFuzz.class, BodyFuzz::fuzzerTestOneInput),
          new FuzzTarget("bodyfield", BodyFieldFuzz.class, BodyFieldFuzz::fuzzerTestOneInput),
          new FuzzTarget("raw", RawFuzz.class, RawFuzz::fuzzerTestOneInput),
          new FuzzTarget("stream", StreamFuzz.class, StreamFuzz::fuzzerTestOneInput),
          new FuzzTarget("wire", WireFuzz.class, WireFuzz::fuzzerTestOneInput),
          new FuzzTarget("answerfield", AnswerFieldFuzz.class, AnswerFieldFuzz::fuzzerTestOneInput),
          new FuzzTarget("answers", AnswersFuzz.class, AnswersFuzz::fuzzerTestOneInput),
          new FuzzTarget("schema", SchemaFuzz.class, SchemaFuzz::fuzzerTestOneInput));

  /** What takes an input, and throws where the engine does what it must not. */
  interface Run {
    void on(byte[] input) throws Exception;
  }

  /** The target's inputs by their names. */
  Map<String, byte[]> rows() {
    Map<String, byte[]> rows = read(name);
    switch (name) {
      case "wire" -> read("body").forEach((row, body) -> addWire(rows, row, body));
      case "answerfield", "answers" ->
          read("body").forEach((row, body) -> addThing(rows, row, body));
      case "schema" -> rows.put("a descriptor set", library());
      default -> {}
    }
    return rows;
  }

  private static Map<String, byte[]> read(String target) {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    for (String line : resource().lines().toList()) {
      String[] parts = line.split(" *\\| ", 3);
      if (parts[0].equals(target) && rows.put(parts[1], bytes(parts[2])) != null) {
        throw new AssertionError("two rows are named " + parts[1]);
      }
    }
    return rows;
  }

  private static String resource() {
    try (InputStream in =
        Objects.requireNonNull(FuzzTarget.class.getResourceAsStream("rows.txt"), "rows.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Text with Java's escapes; {@code 0x} for bytes in hexadecimal behind the text before it. */
  private static byte[] bytes(String text) {
    int hex = text.indexOf(" 0x");
    String before = hex < 0 ? text : text.substring(0, hex);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.translateEscapes().getBytes(StandardCharsets.UTF_8));
    if (hex >= 0) {
      out.writeBytes(HexFormat.of().parseHex(text.substring(hex + 3).replace(" ", "")));
    }
    return out.toByteArray();
  }

  /** A body's message is a good beginning for wire bytes. */
  private static void addWire(Map<String, byte[]> rows, String name, byte[] body) {
    int line = body[0] - 'A';
    if (line < WireFuzz.LINES.size()) {
      TestApi api = new TestApi();
      Outcome message =
          FuzzInput.send(api, api.find(WireFuzz.LINES.get(line)), null, FuzzInput.rest(body));
      if (message.wire() != null) {
        rows.put("body: " + name, joined(body[0], message.wire().toByteArray()));
      }
    }
  }

  /** The wire of a Thing, for each of the answers that are made of one. */
  private void addThing(Map<String, byte[]> rows, String name, byte[] body) {
    if (body[0] != 'A') {
      return;
    }
    TestApi api = new TestApi();
    Outcome message =
        FuzzInput.send(api, api.find(WireFuzz.LINES.getFirst()), null, FuzzInput.rest(body));
    if (message.wire() != null) {
      byte[] wire = message.wire().toByteArray();
      byte choice = (byte) ('A' + rows.size());
      boolean prefixed = this.name.equals("answers");
      byte[] rest = prefixed ? joined((byte) Math.min(255, wire.length), wire) : wire;
      rows.put("body: " + name, joined(choice, rest));
    }
  }

  private static byte[] library() {
    try {
      return joined(
          (byte) 'A',
          Protos.library("get: '/v1/{name=a/*}'", "post: '/v1' body: '*'").toByteArray());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] joined(byte first, byte[] rest) {
    byte[] whole = new byte[rest.length + 1];
    whole[0] = first;
    System.arraycopy(rest, 0, whole, 1, rest.length);
    return whole;
  }

  /** Writes the rows of a target as files, as a fuzzer wants them, and prints its class. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "found " + Arrays.toString(arguments) + ", expected a target and a folder");
    }
    FuzzTarget target =
        ALL.stream().filter(one -> one.name.equals(arguments[0])).findFirst().orElseThrow();
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    int number = 0;
    for (byte[] row : target.rows().values()) {
      Files.write(folder.resolve("row-" + number++), row);
    }
    System.out.println(target.type.getName());
  }
}
