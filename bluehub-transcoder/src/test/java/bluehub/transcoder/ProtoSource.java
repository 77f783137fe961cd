package bluehub.transcoder;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads proto files of tests, so that a test's schema can be read by people: as much of the
 * language as the tests use, and nothing is checked.
 */
public final class ProtoSource {
  private static final Pattern TOKEN =
      Pattern.compile("\\s+|//[^\n]*|([A-Za-z0-9_.+-]+|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s])");

  private final List<String> tokens = new ArrayList<>();
  private final String text;
  private final List<Integer> starts = new ArrayList<>();
  private int at;
  private boolean proto3;
  private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();

  private ProtoSource(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        tokens.add(matcher.group(1));
        starts.add(matcher.start());
      }
    }
  }

  /** The file of a test resource beside this class. */
  public static FileDescriptorProto resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ProtoSource.class.getResourceAsStream(name), name)) {
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The file of a text. */
  public static FileDescriptorProto parse(String name, String text) {
    try {
      return new ProtoSource(text).file().setName(name).build();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private String next() {
    return tokens.get(at++);
  }

  private boolean accept(String token) {
    if (at < tokens.size() && tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      int line = (int) text.substring(0, starts.get(at)).lines().count();
      throw new AssertionError(
          "line %d: found %s, expected %s".formatted(line, tokens.get(at), token));
    }
  }

  private static String unquoted(String token) {
    return token.substring(1, token.length() - 1);
  }

  private FileDescriptorProto.Builder file() throws ParseException {
    while (at < tokens.size()) {
      String word = next();
      switch (word) {
        case "syntax" -> {
          expect("=");
          file.setSyntax(unquoted(next()));
          proto3 = file.getSyntax().equals("proto3");
          expect(";");
        }
        case "edition" -> {
          expect("=");
          file.setSyntax("editions").setEdition(Edition.valueOf("EDITION_" + unquoted(next())));
          expect(";");
        }
        case "package" -> {
          file.setPackage(next());
          expect(";");
        }
        case "import" -> {
          file.addDependency(unquoted(next()));
          expect(";");
        }
        case "option" -> {
          feature(file.getOptionsBuilder().getFeaturesBuilder(), next());
          expect(";");
        }
        case "message" -> file.addMessageType(message(next()));
        case "enum" -> file.addEnumType(enumeration());
        case "extend" -> extend(file::addExtension, file::addMessageType);
        case "service" -> service();
        default -> throw new AssertionError("unknown: " + word);
      }
    }
    return file;
  }

  /** {@code features.enum_type = CLOSED}, whose name was read. */
  private void feature(FeatureSet.Builder features, String name) {
    expect("=");
    FieldDescriptor field =
        FeatureSet.getDescriptor().findFieldByName(name.substring("features.".length()));
    features.setField(field, field.getEnumType().findValueByName(next()));
  }

  private DescriptorProto.Builder message(String name) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    expect("{");
    while (!accept("}")) {
      member(message);
    }
    // the oneofs that stand for "optional" come after the others
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.getProto3Optional()) {
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDeclBuilder().setName("_" + field.getName());
      }
    }
    return message;
  }

  private void member(DescriptorProto.Builder message) {
    String word = next();
    switch (word) {
      case "message" -> message.addNestedType(message(next()));
      case "enum" -> message.addEnumType(enumeration());
      case "extend" -> extend(message::addExtension, message::addNestedType);
      case "extensions" -> {
        int from = Integer.parseInt(next());
        expect("to");
        message.addExtensionRangeBuilder().setStart(from).setEnd(Integer.parseInt(next()) + 1);
        expect(";");
      }
      case "oneof" -> {
        int index = message.getOneofDeclCount();
        message.addOneofDeclBuilder().setName(next());
        expect("{");
        while (!accept("}")) {
          message.addField(field(next(), message::addNestedType).setOneofIndex(index));
        }
      }
      case "map" -> message.addField(map(message));
      default -> {
        FieldDescriptorProto.Builder field = field(word, message::addNestedType);
        message.addField(field);
      }
    }
  }

  private void extend(
      Consumer<FieldDescriptorProto> extensions, Consumer<DescriptorProto> messages) {
    String extendee = next();
    expect("{");
    while (!accept("}")) {
      extensions.accept(field(next(), messages).setExtendee(extendee).build());
    }
  }

  /** A field whose first word was read; a group's message goes to {@code groups}. */
  private FieldDescriptorProto.Builder field(String word, Consumer<DescriptorProto> groups) {
    FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder();
    field.setLabel(Label.LABEL_OPTIONAL);
    String type = word;
    if (word.equals("repeated") || word.equals("optional") || word.equals("required")) {
      field.setLabel(Label.valueOf("LABEL_" + word.toUpperCase(Locale.ROOT)));
      if (word.equals("optional") && proto3) {
        field.setProto3Optional(true);
      }
      type = next();
    }
    type(field, type);
    field.setName(next());
    expect("=");
    field.setNumber(Integer.parseInt(next()));
    options(field);
    if (type.equals("group")) {
      DescriptorProto.Builder group = message(field.getName());
      field.setTypeName(field.getName()).setName(field.getName().toLowerCase(Locale.ROOT));
      groups.accept(group.build());
    } else {
      expect(";");
    }
    return field;
  }

  private static void type(FieldDescriptorProto.Builder field, String type) {
    switch (type) {
      case "double",
          "float",
          "int32",
          "int64",
          "uint32",
          "uint64",
          "sint32",
          "sint64",
          "fixed32",
          "fixed64",
          "sfixed32",
          "sfixed64",
          "bool",
          "string",
          "bytes",
          "group" ->
          field.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
      default -> field.setTypeName(type);
    }
  }

  private void options(FieldDescriptorProto.Builder field) {
    if (!accept("[")) {
      return;
    }
    do {
      String option = next();
      if (option.startsWith("features.")) {
        feature(field.getOptionsBuilder().getFeaturesBuilder(), option);
        continue;
      }
      expect("=");
      String value = next();
      switch (option) {
        case "json_name" -> field.setJsonName(unquoted(value).translateEscapes());
        case "deprecated" -> field.getOptionsBuilder().setDeprecated(Boolean.parseBoolean(value));
        case "packed" -> field.getOptionsBuilder().setPacked(Boolean.parseBoolean(value));
        case "default" -> field.setDefaultValue(value.startsWith("\"") ? unquoted(value) : value);
        default -> throw new AssertionError("unknown option " + option);
      }
    } while (accept(","));
    expect("]");
  }

  private FieldDescriptorProto.Builder map(DescriptorProto.Builder message) {
    expect("<");
    FieldDescriptorProto.Builder key = FieldDescriptorProto.newBuilder();
    type(key, next());
    expect(",");
    FieldDescriptorProto.Builder value = FieldDescriptorProto.newBuilder();
    type(value, next());
    expect(">");
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder().setLabel(Label.LABEL_REPEATED).setName(next());
    expect("=");
    field.setNumber(Integer.parseInt(next()));
    options(field);
    expect(";");
    StringBuilder entry = new StringBuilder();
    for (String part : field.getName().split("_", -1)) {
      entry.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    entry.append("Entry");
    message.addNestedType(
        DescriptorProto.newBuilder()
            .setName(entry.toString())
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .addField(key.setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL))
            .addField(value.setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL)));
    return field.setTypeName(entry.toString());
  }

  private EnumDescriptorProto.Builder enumeration() {
    EnumDescriptorProto.Builder result = EnumDescriptorProto.newBuilder().setName(next());
    expect("{");
    while (!accept("}")) {
      String name = next();
      if (name.equals("option")) {
        String option = next();
        if (option.equals("allow_alias")) {
          expect("=");
          result.mergeOptions(EnumOptions.newBuilder().setAllowAlias(accept("true")).build());
        } else {
          feature(result.getOptionsBuilder().getFeaturesBuilder(), option);
        }
      } else {
        expect("=");
        result.addValueBuilder().setName(name).setNumber(Integer.parseInt(next()));
      }
      expect(";");
    }
    return result;
  }

  private void service() throws ParseException {
    ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName(next());
    expect("{");
    while (!accept("}")) {
      expect("rpc");
      MethodDescriptorProto.Builder rpc = service.addMethodBuilder().setName(next());
      expect("(");
      rpc.setClientStreaming(accept("stream")).setInputType(next());
      expect(")");
      expect("returns");
      expect("(");
      rpc.setServerStreaming(accept("stream")).setOutputType(next());
      expect(")");
      if (!accept(";")) {
        expect("{");
        for (String token : List.of("option", "(", "google.api.http", ")", "=")) {
          expect(token);
        }
        rpc.getOptionsBuilder().setExtension(AnnotationsProto.http, rule());
        expect(";");
        expect("}");
      }
    }
  }

  /** A rule, which is written in the text format. */
  private HttpRule rule() throws ParseException {
    int from = starts.get(at);
    int depth = 0;
    do {
      String token = next();
      depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
    } while (depth > 0);
    String rule = text.substring(from + 1, starts.get(at - 1));
    return TextFormat.parse(rule, HttpRule.class);
  }
}
