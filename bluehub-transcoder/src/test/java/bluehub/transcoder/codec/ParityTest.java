package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.JsonTree;
import bluehub.transcoder.wire.WireReader;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random messages of random schemas through this codec and protobuf's own {@code JsonFormat}, both
 * ways. The system property {@code bluehub.parity.schemas} asks for more schemas than 60.
 *
 * <p>Left out, since the two differ by intent: extensions, which {@code JsonFormat} prints without
 * their package; values that a closed enum does not have, which it drops; and the sign of zero,
 * which its parser drops.
 */
class ParityTest {
  private static final int SCHEMAS = Integer.getInteger("bluehub.parity.schemas", 60);
  private static final int MESSAGES = 10;

  @Test
  void randomMessages_areAsJsonFormatHasThem() throws InvalidProtocolBufferException {
    for (int seed = 0; seed < SCHEMAS; seed++) {
      Random random = new Random(seed);
      FileDescriptor file = new RandomSchema(random).file();
      TypeTable types = TypeTable.of(List.of(file));
      TypeRegistry registry =
          TypeRegistry.newBuilder()
              .add(file.getMessageTypes())
              .add(com.google.protobuf.Duration.getDescriptor())
              .add(com.google.protobuf.Any.getDescriptor())
              .build();
      for (int i = 0; i < MESSAGES; i++) {
        Descriptor type = file.getMessageTypes().get(random.nextInt(4));
        DynamicMessage message = new RandomMessage(random).of(type, 3);
        String which = "seed %d, message %d of %s".formatted(seed, i, type.getFullName());
        JsonCodec codec = new JsonCodec(types, type.getFullName(), ParseOptions.DEFAULT);
        check(codec, message, registry, random, which);
      }
    }
  }

  private static void check(
      JsonCodec codec, DynamicMessage message, TypeRegistry registry, Random random, String which)
      throws InvalidProtocolBufferException {
    byte[] wire = message.toByteArray();
    JsonFormat.Printer printer = JsonFormat.printer().usingTypeRegistry(registry);
    String ours = codec.toJson(wire);
    String theirs = printer.print(message);
    assertThat(JsonTree.of(ours)).as(which).isEqualTo(JsonTree.of(theirs));
    assertThat(codec.toJson(shuffled(wire, random)).length()).as(which).isEqualTo(ours.length());
    assertThat(JsonTree.of(codec.toJson(shuffled(wire, random))))
        .as(which)
        .isEqualTo(JsonTree.of(theirs));

    assertThat(JsonTree.of(codec.toJson(wire, PrintOptions.DEFAULT.withDefaults(true))))
        .as(which)
        .isEqualTo(JsonTree.of(printer.alwaysPrintFieldsWithNoPresence().print(message)));
    assertThat(JsonTree.of(codec.toJson(wire, new PrintOptions(false, true, true, true))))
        .as(which)
        .isEqualTo(
            JsonTree.of(printer.preservingProtoFieldNames().printingEnumsAsInts().print(message)));

    Descriptor type = message.getDescriptorForType();
    DynamicMessage back =
        DynamicMessage.newBuilder(type).mergeFrom(read(codec, ours, random)).build();
    assertThat(back).as(which).isEqualTo(message);
    back = DynamicMessage.newBuilder(type).mergeFrom(read(codec, theirs, random)).build();
    assertThat(back).as(which).isEqualTo(message);
    JsonFormat.Parser parser = JsonFormat.parser().usingTypeRegistry(registry);
    DynamicMessage.Builder fromOurs = DynamicMessage.newBuilder(type);
    parser.merge(ours, fromOurs);
    DynamicMessage.Builder fromTheirs = DynamicMessage.newBuilder(type);
    parser.merge(theirs, fromTheirs);
    assertThat(fromOurs.build()).as(which).isEqualTo(fromTheirs.build());
  }

  /** Reads a text whole and in pieces, which must give the same. */
  private static byte[] read(JsonCodec codec, String json, Random random) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] whole = codec.toWire(text);
    assertThat(codec.toWire(text, 1 + random.nextInt(40))).as(json).isEqualTo(whole);
    return whole;
  }

  /** The same fields in another order, in which those of one number keep theirs. */
  private static byte[] shuffled(byte[] wire, Random random) {
    WireReader in = new WireReader();
    in.reset(wire, 0, wire.length);
    Map<Integer, List<byte[]>> fields = new LinkedHashMap<>();
    List<Integer> order = new ArrayList<>();
    while (!in.atEnd()) {
      int start = in.position();
      int tag = in.tag();
      in.skip(tag);
      fields
          .computeIfAbsent(tag >>> 3, number -> new ArrayList<>())
          .add(Arrays.copyOfRange(wire, start, in.position()));
      order.add(tag >>> 3);
    }
    Collections.shuffle(order, random);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int number : order) {
      out.writeBytes(fields.getOrDefault(number, List.of()).removeFirst());
    }
    return out.toByteArray();
  }
}
