package bluehub.bench;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.RequestShape;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.codec.ResponseShape;
import bluehub.transcoder.codec.TypeTable;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.curioswitch.common.protobuf.json.MessageMarshaller;

/** A way to turn JSON into wire bytes and back, for one message type. Used by one thread. */
public interface Codec {

  /** JSON to wire bytes: what a request's body goes through. */
  byte[] encode(byte[] json) throws IOException;

  /** Wire bytes to JSON: what an answer goes through. */
  byte[] decode(byte[] wire) throws IOException;

  /** The codecs that are compared. */
  enum Kind {
    /** This project's engine. */
    BLUEHUB,
    /** protobuf-java-util's JsonFormat over DynamicMessage: what a generic gateway in Java has. */
    JSON_FORMAT_DYNAMIC,
    /** JsonFormat over generated classes: what a service has that transcodes for itself. */
    JSON_FORMAT_GENERATED,
    /** curioswitch's protobuf-jackson over generated classes, with byte code made per type. */
    PROTOBUF_JACKSON;

    public Codec of(Message prototype) {
      return switch (this) {
        case BLUEHUB -> new Engine(prototype.getDescriptorForType());
        case JSON_FORMAT_DYNAMIC ->
            new Format(DynamicMessage.getDefaultInstance(prototype.getDescriptorForType()));
        case JSON_FORMAT_GENERATED -> new Format(prototype.getDefaultInstanceForType());
        case PROTOBUF_JACKSON -> new Jackson(prototype.getDefaultInstanceForType());
      };
    }
  }

  /** The engine as a gateway uses it: buffers kept, the results copied out. */
  final class Engine implements Codec {
    private static final String[] NO_VARIABLES = new String[0];

    private final ArrayDeque<RequestEncoder> idle = new ArrayDeque<>();
    private final ResponseDecoder decoder = new ResponseDecoder();
    private final RequestShape request;
    private final ResponseShape response;

    Engine(Descriptor type) {
      TypeTable types = TypeTable.of(List.of(type.getFile()));
      request =
          new RequestShape(types, type.getFullName(), List.of(), "*", false, ParseOptions.DEFAULT);
      response = new ResponseShape(types, type.getFullName(), "", 100);
      idle.add(new RequestEncoder(idle::add));
    }

    @Override
    public byte[] encode(byte[] json) {
      try (RequestEncoder encoder =
          idle.removeLast().begin(request, NO_VARIABLES, null, null, PrintOptions.DEFAULT)) {
        encoder.write(json, 0, json.length);
        return encoder.finish();
      }
    }

    @Override
    public byte[] decode(byte[] wire) {
      decoder.begin(response, PrintOptions.DEFAULT).decode(wire, 0, wire.length);
      return Arrays.copyOf(decoder.array(), decoder.length());
    }
  }

  /** JsonFormat over the kind of message that the prototype is. */
  final class Format implements Codec {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();
    private static final JsonFormat.Printer PRINTER =
        JsonFormat.printer().omittingInsignificantWhitespace();

    private final Message prototype;

    Format(Message prototype) {
      this.prototype = prototype;
    }

    @Override
    public byte[] encode(byte[] json) throws IOException {
      Message.Builder builder = prototype.newBuilderForType();
      PARSER.merge(new String(json, StandardCharsets.UTF_8), builder);
      return builder.build().toByteArray();
    }

    @Override
    public byte[] decode(byte[] wire) throws IOException {
      return PRINTER
          .print(prototype.getParserForType().parseFrom(wire))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** protobuf-jackson. */
  final class Jackson implements Codec {
    private final MessageMarshaller marshaller;
    private final Message prototype;

    Jackson(Message prototype) {
      this.prototype = prototype;
      marshaller =
          MessageMarshaller.builder()
              .omittingInsignificantWhitespace(true)
              .register(prototype)
              .build();
    }

    @Override
    public byte[] encode(byte[] json) throws IOException {
      Message.Builder builder = prototype.newBuilderForType();
      marshaller.mergeValue(json, builder);
      return builder.build().toByteArray();
    }

    @Override
    public byte[] decode(byte[] wire) throws IOException {
      return marshaller.writeValueAsBytes(prototype.getParserForType().parseFrom(wire));
    }
  }
}
