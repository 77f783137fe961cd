package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upstream offers: its descriptors, linked, and its RPCs' HTTP bindings, checked. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Schema schema = Schema.parse(Files.readAllBytes(Path.of("api.binpb")));
 * schema.bindings().forEach(b -> System.out.println(b.rule() + " -> " + b.rpc().getFullName()));
 * }</pre>
 *
 * <p>The descriptor set is what {@code protoc --include_imports --descriptor_set_out} or {@code buf
 * build} writes. The files of {@code google/protobuf} may be absent from it.
 */
public final class Schema {
  private final List<FileDescriptor> files;
  private final List<FieldDescriptor> extensions;
  private final List<HttpBinding> bindings;

  private Schema(
      List<FileDescriptor> files, List<FieldDescriptor> extensions, List<HttpBinding> bindings) {
    this.files = List.copyOf(files);
    this.extensions = List.copyOf(extensions);
    this.bindings = List.copyOf(bindings);
  }

  /**
   * Reads a serialized {@code google.protobuf.FileDescriptorSet}, imports included.
   *
   * @throws SchemaException with all problems at once
   */
  public static Schema parse(byte[] fileDescriptorSet) throws SchemaException {
    return parse(fileDescriptorSet, SchemaOptions.DEFAULT);
  }

  /**
   * Reads a serialized {@code google.protobuf.FileDescriptorSet}, imports included.
   *
   * @throws SchemaException with all problems at once
   */
  public static Schema parse(byte[] fileDescriptorSet, SchemaOptions options)
      throws SchemaException {
    FileDescriptorSet set;
    try {
      set = FileDescriptorSet.parseFrom(fileDescriptorSet);
    } catch (InvalidProtocolBufferException e) {
      throw new SchemaException(
          List.of(
              new SchemaProblem(
                  "",
                  "",
                  "",
                  fileDescriptorSet.length + " bytes that are no descriptor set: " + e.getMessage(),
                  "give what protoc --include_imports --descriptor_set_out writes")));
    }
    return of(set, options);
  }

  /**
   * Links a descriptor set, imports included.
   *
   * @throws SchemaException with all problems at once
   */
  public static Schema of(FileDescriptorSet set) throws SchemaException {
    return of(set, SchemaOptions.DEFAULT);
  }

  /**
   * Links a descriptor set, imports included.
   *
   * @throws SchemaException with all problems at once
   */
  public static Schema of(FileDescriptorSet set, SchemaOptions options) throws SchemaException {
    List<SchemaProblem> problems = new ArrayList<>();
    List<FileDescriptor> files = new DescriptorLinker(set, problems).link();
    List<FieldDescriptor> extensions = new SymbolCheck(problems).extensions(files);
    List<HttpBinding> bindings = new RuleFlattener(options, problems).flatten(files);
    if (!problems.isEmpty()) {
      problems.addAll(DuplicateCheck.problems(bindings));
      throw new SchemaException(problems);
    }
    return new Schema(files, extensions, bindings);
  }

  /** The files of the set in its order, then those of {@code google/protobuf} that it imports. */
  public List<FileDescriptor> files() {
    return files;
  }

  /** The services of all files. */
  public List<ServiceDescriptor> services() {
    return files.stream().flatMap(file -> file.getServices().stream()).toList();
  }

  /** The RPCs of all services, those without a binding included: {@code package.Service/Method}. */
  public List<String> rpcs() {
    return services().stream()
        .flatMap(service -> service.getMethods().stream())
        .map(rpc -> rpc.getService().getFullName() + "/" + rpc.getName())
        .toList();
  }

  /** The extensions of all files, those declared inside messages included. */
  public List<FieldDescriptor> extensions() {
    return extensions;
  }

  /** The HTTP bindings of all RPCs, in the order of their declaration. */
  public List<HttpBinding> bindings() {
    return bindings;
  }
}
