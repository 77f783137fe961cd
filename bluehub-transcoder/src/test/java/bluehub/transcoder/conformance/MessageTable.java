package bluehub.transcoder.conformance;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The conformance suite's message types as descriptors, from the table {@code
 * conformance/messages.txt}, whose head explains its lines.
 */
public final class MessageTable {
  private static final String RESOURCE = "/conformance/messages.txt";

  private MessageTable() {}

  /** One file for each package; they import nothing but files of {@code google/protobuf}. */
  public static FileDescriptorSet read() {
    List<Section> sections = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("file ")) {
        sections.add(new Section(Arrays.asList(line.split(" ", -1)), new ArrayList<>()));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        sections.getLast().body.add(Arrays.asList(line.split(" ", -1)));
      }
    }
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    sections.forEach(section -> set.addFile(section.file(sections)));
    return set.build();
  }

  /** A line that begins a file, and the lines up to the next one, each as its words. */
  private record Section(List<String> head, List<List<String>> body) {

    FileDescriptorProto file(List<Section> all) {
      boolean again = head.size() > 3 && head.get(3).equals("=");
      TableFile file =
          new TableFile(head.get(1), head.get(2), head.subList(again ? 5 : 3, head.size()));
      Section lines = again ? named(all, head.get(4)) : this;
      lines.body.forEach(file::add);
      return file.build();
    }

    private static Section named(List<Section> all, String packageName) {
      return all.stream()
          .filter(section -> section.head.get(2).equals(packageName))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> lines() {
    try (InputStream table = MessageTable.class.getResourceAsStream(RESOURCE)) {
      if (table == null) {
        throw new IllegalStateException("the class path has no " + RESOURCE);
      }
      return new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
