package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses names and extension numbers that two files of a set define: linking sees only the files
 * that import each other, but calls and {@code Any} are resolved by name in the whole set.
 */
final class SymbolCheck {
  private final Map<String, GenericDescriptor> symbols = new HashMap<>();
  private final List<FieldDescriptor> extensions = new ArrayList<>();
  private final List<SchemaProblem> problems;

  SymbolCheck(List<SchemaProblem> problems) {
    this.problems = problems;
  }

  /** The extensions that all files define. */
  List<FieldDescriptor> extensions(List<FileDescriptor> files) {
    for (FileDescriptor file : files) {
      for (ServiceDescriptor service : file.getServices()) {
        define(service.getFullName(), service);
      }
      for (Descriptor message : file.getMessageTypes()) {
        message(message);
      }
      for (EnumDescriptor enumeration : file.getEnumTypes()) {
        define(enumeration.getFullName(), enumeration);
      }
      file.getExtensions().forEach(this::extension);
    }
    return extensions;
  }

  private void message(Descriptor message) {
    define(message.getFullName(), message);
    message.getNestedTypes().forEach(this::message);
    for (EnumDescriptor enumeration : message.getEnumTypes()) {
      define(enumeration.getFullName(), enumeration);
    }
    message.getExtensions().forEach(this::extension);
  }

  private void extension(FieldDescriptor extension) {
    define(extension.getFullName(), extension);
    String place = extension.getContainingType().getFullName() + ", field " + extension.getNumber();
    define("the extension of " + place, extension);
    extensions.add(extension);
  }

  private void define(String name, GenericDescriptor symbol) {
    GenericDescriptor other = symbols.putIfAbsent(name, symbol);
    if (other != null) {
      problems.add(
          new SchemaProblem(
              symbol.getFile().getName(),
              "",
              "",
              "defines " + name + ", as " + other.getFile().getName() + " does",
              "keep one of the two files in the set"));
    }
  }
}
