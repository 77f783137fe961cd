package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Links the files of a descriptor set, each after its imports. A file that cannot be linked is a
 * problem; the files that import it are left out in silence, since they have none of their own.
 */
final class DescriptorLinker {
  private final Map<String, FileDescriptorProto> protos = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> linked = new LinkedHashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final List<String> path = new ArrayList<>();
  private final List<SchemaProblem> problems;

  DescriptorLinker(FileDescriptorSet set, List<SchemaProblem> problems) {
    this.problems = problems;
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptorProto other = protos.putIfAbsent(file.getName(), file);
      if (other != null && !alike(other, file)) {
        problem(
            file.getName(),
            "is in the set twice, with different content",
            "build the set in one run, from one version of the file");
      }
    }
    if (protos.isEmpty()) {
      problem(
          "",
          "the descriptor set holds no file",
          "give what protoc --include_imports --descriptor_set_out writes");
    }
  }

  /**
   * Sets that were joined may hold a file with comments and without, and files of google/protobuf
   * from several releases, each of which can stand for the others.
   */
  private static boolean alike(FileDescriptorProto one, FileDescriptorProto other) {
    return WellKnownFiles.find(one.getName()) != null
        || one.toBuilder()
            .clearSourceCodeInfo()
            .build()
            .equals(other.toBuilder().clearSourceCodeInfo().build());
  }

  /** The files that could be linked: those of the set in its order, then what they needed. */
  List<FileDescriptor> link() {
    Set<FileDescriptor> files = new LinkedHashSet<>();
    for (String name : List.copyOf(protos.keySet())) {
      FileDescriptor file = link(name);
      if (file != null) {
        files.add(file);
      }
    }
    files.addAll(linked.values());
    return List.copyOf(files);
  }

  private @Nullable FileDescriptor link(String name) {
    FileDescriptor done = linked.get(name);
    if (done != null || failed.contains(name)) {
      return done;
    }
    FileDescriptorProto proto = protos.get(name);
    if (proto == null) {
      return null;
    }
    path.add(name);
    FileDescriptor file = link(proto);
    path.removeLast();
    if (file == null) {
      failed.add(name);
    } else {
      linked.put(name, file);
    }
    return file;
  }

  private @Nullable FileDescriptor link(FileDescriptorProto proto) {
    List<FileDescriptor> imports = new ArrayList<>();
    boolean complete = true;
    for (String name : proto.getDependencyList()) {
      FileDescriptor imported = reachable(proto.getName(), name) ? link(name) : null;
      if (imported == null) {
        complete = false;
      } else {
        imports.add(imported);
      }
    }
    return complete ? build(proto, imports) : null;
  }

  private boolean reachable(String from, String name) {
    if (path.contains(name)) {
      problem(
          from,
          "imports itself: "
              + String.join(" -> ", path.subList(path.indexOf(name), path.size()))
              + " -> "
              + name,
          "break the cycle; protoc does not take it either");
      return false;
    }
    FileDescriptorProto wellKnown = WellKnownFiles.find(name);
    if (wellKnown != null) {
      protos.putIfAbsent(name, wellKnown);
    }
    if (!protos.containsKey(name)) {
      problem(
          from,
          "imports " + name + ", which the descriptor set does not hold",
          "build the set with its imports (protoc --include_imports; buf build does so)");
      return false;
    }
    return true;
  }

  private @Nullable FileDescriptor build(FileDescriptorProto proto, List<FileDescriptor> imports) {
    try {
      return FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new));
    } catch (DescriptorValidationException | RuntimeException e) {
      // protobuf-java trusts that a compiler made the file; what else a file holds can end in any
      // unchecked exception there.
      problem(
          proto.getName(),
          "is malformed: " + e.getMessage(),
          "build the set anew with protoc or buf");
    }
    return null;
  }

  private void problem(String file, String found, String mend) {
    problems.add(new SchemaProblem(file, "", "", found, mend));
  }
}
