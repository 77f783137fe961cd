package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Descriptors of files that come one by one and in any order, as servers tell them by reflection,
 * and the descriptor set that they make. The same files make the same bytes. Not thread-safe.
 */
public final class DescriptorFiles {
  private final Map<String, FileDescriptorProto> files = new TreeMap<>();
  private final Set<String> services = new HashSet<>();
  private final Map<String, String> absent = new TreeMap<>();
  private final List<SchemaProblem> problems = new ArrayList<>();
  private long bytes;

  /** Adds a serialized {@code google.protobuf.FileDescriptorProto}. */
  public void add(byte[] file) {
    FileDescriptorProto proto;
    try {
      proto = FileDescriptorProto.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      problem(
          "", "%d bytes that are no file descriptor: %s".formatted(file.length, e.getMessage()));
      return;
    }
    FileDescriptorProto other = files.putIfAbsent(proto.getName(), proto);
    if (other == null) {
      bytes += file.length;
      proto.getServiceList().forEach(each -> services.add(qualified(proto, each.getName())));
    } else if (!other.equals(proto)) {
      problem(proto.getName(), "is told twice, with different content");
    }
  }

  private void problem(String file, String found) {
    problems.add(
        new SchemaProblem(file, "", "", found, "see what the server registers for reflection"));
  }

  /** Whether a file defines that service. */
  public boolean define(String service) {
    return services.contains(service);
  }

  private static String qualified(FileDescriptorProto file, String name) {
    return file.getPackage().isEmpty() ? name : file.getPackage() + "." + name;
  }

  /** The imports that are neither here nor {@linkplain #absent absent} nor protobuf's own. */
  public List<String> missing() {
    TreeSet<String> missing = new TreeSet<>();
    for (FileDescriptorProto file : files.values()) {
      for (String name : file.getDependencyList()) {
        if (!files.containsKey(name)
            && !absent.containsKey(name)
            && WellKnownFiles.find(name) == null) {
          missing.add(name);
        }
      }
    }
    return List.copyOf(missing);
  }

  /**
   * An import that cannot be had; nothing where it is here. Often nothing hangs on it: annotations
   * are read without their files. So files lose the import, and {@link #problems} tells of it.
   *
   * @param reason what was said when it was asked for
   */
  public void absent(String file, String reason) {
    if (!files.containsKey(file)) {
      absent.put(file, reason);
    }
  }

  /** The number of files. */
  public int size() {
    return files.size();
  }

  /** The bytes of all files as they came. */
  public long bytes() {
    return bytes;
  }

  /**
   * Takes the comments of the files in a serialized {@code google.protobuf.FileDescriptorSet} that
   * are otherwise the same: servers rarely keep comments.
   *
   * @return the names of the files that have comments now
   * @throws IllegalArgumentException when the bytes are no descriptor set
   */
  public List<String> addComments(byte[] fileDescriptorSet) {
    FileDescriptorSet set;
    try {
      set = FileDescriptorSet.parseFrom(fileDescriptorSet);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no descriptor set: " + e.getMessage(), e);
    }
    List<String> names = new ArrayList<>();
    for (FileDescriptorProto lender : set.getFileList()) {
      FileDescriptorProto file = files.get(lender.getName());
      if (file != null
          && !file.hasSourceCodeInfo()
          && BareFile.of(lender).equals(BareFile.of(file))) {
        files.put(
            lender.getName(),
            file.toBuilder().setSourceCodeInfo(lender.getSourceCodeInfo()).build());
        names.add(lender.getName());
      }
    }
    return names;
  }

  /** What makes the set doubtful; of weight only where it cannot be linked or served. */
  public List<SchemaProblem> problems() {
    List<SchemaProblem> all = new ArrayList<>(problems);
    for (FileDescriptorProto file : files.values()) {
      for (String name : file.getDependencyList()) {
        if (absent.containsKey(name)) {
          all.add(
              new SchemaProblem(
                  file.getName(),
                  "",
                  "",
                  "imports " + name + ", which the server does not have: " + absent.get(name),
                  "register that file for reflection too, or give a descriptor set"));
        }
      }
    }
    return List.copyOf(all);
  }

  /** A serialized {@code google.protobuf.FileDescriptorSet}, in the order of the files' names. */
  public byte[] toByteArray() {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.values().forEach(file -> set.addFile(withoutAbsent(file)));
    return set.build().toByteArray();
  }

  private FileDescriptorProto withoutAbsent(FileDescriptorProto file) {
    List<String> names = file.getDependencyList();
    if (names.stream().noneMatch(absent::containsKey)) {
      return file;
    }
    FileDescriptorProto.Builder kept =
        file.toBuilder().clearDependency().clearPublicDependency().clearWeakDependency();
    for (int i = 0; i < names.size(); i++) {
      if (absent.containsKey(names.get(i))) {
        continue;
      }
      // Public and weak imports are told by their index in the list.
      if (file.getPublicDependencyList().contains(i)) {
        kept.addPublicDependency(kept.getDependencyCount());
      }
      if (file.getWeakDependencyList().contains(i)) {
        kept.addWeakDependency(kept.getDependencyCount());
      }
      kept.addDependency(names.get(i));
    }
    return kept.build();
  }
}
