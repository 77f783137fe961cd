package bluehub.transcoder.conformance;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of the table, line by line on its way to a descriptor. */
final class TableFile {
  private static final Set<String> SCALARS =
      Set.of(
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
          "float",
          "double",
          "bool",
          "string",
          "bytes");

  private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
  private final Map<String, DescriptorProto.Builder> messages = new HashMap<>();
  private final String syntax;
  private final String scope;

  /** The message that the next fields belong to, or in which the next extensions are declared. */
  private DescriptorProto.@Nullable Builder message;

  /** What the next fields extend, or null where they are fields of {@link #message}. */
  private @Nullable String extended;

  TableFile(String syntax, String packageName, List<String> features) {
    this.syntax = syntax;
    this.scope = "." + packageName + ".";
    file.setName("conformance/" + packageName + ".proto").setPackage(packageName);
    for (String imported :
        List.of("any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers")) {
      file.addDependency("google/protobuf/" + imported + ".proto");
    }
    if (editions()) {
      file.setSyntax("editions").setEdition(Edition.EDITION_2023);
      FeatureSet.Builder all = file.getOptionsBuilder().getFeaturesBuilder();
      features.forEach(feature -> set(all, feature));
    } else {
      file.setSyntax(syntax);
    }
  }

  FileDescriptorProto build() {
    return file.build();
  }

  private boolean editions() {
    return syntax.equals("2023");
  }

  private static void set(FeatureSet.Builder features, String word) {
    switch (word) {
      case "implicit" -> features.setFieldPresence(FeatureSet.FieldPresence.IMPLICIT);
      case "required" -> features.setFieldPresence(FeatureSet.FieldPresence.LEGACY_REQUIRED);
      case "closed" -> features.setEnumType(FeatureSet.EnumType.CLOSED);
      case "packed" -> features.setRepeatedFieldEncoding(FeatureSet.RepeatedFieldEncoding.PACKED);
      case "expanded" ->
          features.setRepeatedFieldEncoding(FeatureSet.RepeatedFieldEncoding.EXPANDED);
      case "unverified" -> features.setUtf8Validation(FeatureSet.Utf8Validation.NONE);
      case "delimited" -> features.setMessageEncoding(FeatureSet.MessageEncoding.DELIMITED);
      case "prefixed" -> features.setMessageEncoding(FeatureSet.MessageEncoding.LENGTH_PREFIXED);
      default -> throw new IllegalArgumentException("no feature: " + word);
    }
  }

  /** Takes the words of one line. */
  void add(List<String> words) {
    switch (words.getFirst()) {
      case "enum" -> addEnum(words);
      case "message" -> addMessage(words);
      case "extend" -> {
        extended = absolute(words.get(1));
        message = words.size() > 2 ? messages.get(words.get(3)) : null;
      }
      default -> addField(words);
    }
  }

  private String absolute(String name) {
    return name.startsWith(".") ? name : scope + name;
  }

  private DescriptorProto.@Nullable Builder outer(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? null : messages.get(name.substring(0, dot));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void addEnum(List<String> words) {
    DescriptorProto.Builder outer = outer(words.get(1));
    EnumDescriptorProto.Builder added =
        outer == null ? file.addEnumTypeBuilder() : outer.addEnumTypeBuilder();
    added.setName(last(words.get(1)));
    for (String word : words.subList(2, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        added.getOptionsBuilder().setAllowAlias(true);
      } else {
        added
            .addValueBuilder()
            .setName(word.substring(0, equals))
            .setNumber(Integer.parseInt(word.substring(equals + 1)));
      }
    }
  }

  private void addMessage(List<String> words) {
    DescriptorProto.Builder outer = outer(words.get(1));
    DescriptorProto.Builder added =
        outer == null ? file.addMessageTypeBuilder() : outer.addNestedTypeBuilder();
    added.setName(last(words.get(1)));
    messages.put(words.get(1), added);
    message = added;
    extended = null;
    for (String word : words.subList(2, words.size())) {
      if (word.equals("set")) {
        added.getOptionsBuilder().setMessageSetWireFormat(true);
      } else {
        String[] range = word.substring(word.indexOf('=') + 1).split("-", -1);
        int end = range[1].equals("max") ? Integer.MAX_VALUE : Integer.parseInt(range[1]) + 1;
        added.addExtensionRangeBuilder().setStart(Integer.parseInt(range[0])).setEnd(end);
      }
    }
  }

  private void addField(List<String> words) {
    FieldDescriptorProto.Builder field;
    if (extended == null) {
      field = message().addFieldBuilder();
    } else {
      field = message == null ? file.addExtensionBuilder() : message.addExtensionBuilder();
      field.setExtendee(extended);
    }
    field.setNumber(Integer.parseInt(words.get(0))).setName(words.get(1));
    field.setLabel(Label.LABEL_OPTIONAL);
    if (words.get(2).startsWith("map<")) {
      map(field, words.get(2));
    } else {
      type(field, words.get(2));
    }
    words.subList(3, words.size()).forEach(word -> mark(field, word));
  }

  private DescriptorProto.Builder message() {
    if (message == null) {
      throw new IllegalArgumentException("a field without a message");
    }
    return message;
  }

  private void type(FieldDescriptorProto.Builder field, String type) {
    if (SCALARS.contains(type)) {
      field.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
    } else {
      // whether it is a message or an enum turns out when the file is linked
      field.setTypeName(absolute(type));
    }
  }

  private void map(FieldDescriptorProto.Builder field, String type) {
    String[] types = type.substring("map<".length(), type.length() - 1).split(",", -1);
    String entry = camel(field.getName()) + "Entry";
    DescriptorProto.Builder added = message().addNestedTypeBuilder().setName(entry);
    added.getOptionsBuilder().setMapEntry(true);
    type(
        added.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL),
        types[0]);
    type(
        added.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL),
        types[1]);
    String holder =
        messages.entrySet().stream()
            .filter(named -> named.getValue() == message)
            .findFirst()
            .orElseThrow()
            .getKey();
    field.setLabel(Label.LABEL_REPEATED).setTypeName(scope + holder + "." + entry);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("_", -1)) {
      camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return camel.toString();
  }

  private void mark(FieldDescriptorProto.Builder field, String word) {
    String value = word.substring(word.indexOf('=') + 1);
    if (word.equals("repeated")) {
      field.setLabel(Label.LABEL_REPEATED);
    } else if (word.startsWith("oneof=")) {
      field.setOneofIndex(oneof(value));
    } else if (word.startsWith("default=")) {
      field.setDefaultValue(value);
    } else if (editions()) {
      set(field.getOptionsBuilder().getFeaturesBuilder(), word);
    } else {
      switch (word) {
        case "required" -> field.setLabel(Label.LABEL_REQUIRED);
        case "delimited" -> field.setType(FieldDescriptorProto.Type.TYPE_GROUP);
        case "packed" -> field.getOptionsBuilder().setPacked(true);
        case "expanded" -> field.getOptionsBuilder().setPacked(false);
        default -> throw new IllegalArgumentException(syntax + " has no " + word);
      }
    }
  }

  private int oneof(String name) {
    List<OneofDescriptorProto> all = message().getOneofDeclList();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).getName().equals(name)) {
        return i;
      }
    }
    message().addOneofDeclBuilder().setName(name);
    return all.size();
  }
}
