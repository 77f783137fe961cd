package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaProblem;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A file of YAML that is read node by node, so that each problem is told with its line. What is not
 * as it should be is a problem, and an empty value is given for it.
 */
final class YamlFile {
  private static final int MAX_CHARACTERS = 16 << 20;

  private final String name;
  private final UnaryOperator<String> keys;
  private final List<SchemaProblem> problems = new ArrayList<>();

  /**
   * @param name for messages
   */
  YamlFile(String name) {
    this(name, UnaryOperator.identity());
  }

  /**
   * @param keys gives the one spelling of each key
   */
  YamlFile(String name, UnaryOperator<String> keys) {
    this.name = name;
    this.keys = keys;
  }

  /** What was wrong so far. */
  List<SchemaProblem> problems() {
    return problems;
  }

  /** The whole, or null where there is none. */
  @Nullable Node root(byte[] content) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      return new Yaml(options)
          .compose(
              new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problem(line, "is no YAML: " + e.getProblem(), "mend the file there");
    } catch (YAMLException e) {
      problem(1, "is no YAML: " + e.getMessage(), "mend the file");
    }
    return null;
  }

  /** Keys and values in their order. */
  Map<String, Node> mapping(@Nullable Node node, String what) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = keys.apply(text(tuple.getKeyNode(), "a key"));
        if (entries.put(key, tuple.getValueNode()) != null) {
          problem(tuple.getKeyNode(), "has " + key + " twice in " + what, "keep one of them");
        }
      }
    } else if (node != null) {
      problem(node, "has " + kind(node) + " for " + what, "write keys and values there");
    }
    return entries;
  }

  /** The items of a list. */
  List<Node> items(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(node, "has " + kind(node) + " for " + what, "write a list there, each item with a -");
    return List.of();
  }

  /** A text, or a list of them. */
  List<String> texts(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> text(item, what)).toList();
    }
    return List.of(text(node, what));
  }

  String text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    problem(node, "has " + kind(node) + " for " + what, "write a text there");
    return "";
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode _ -> "keys and values";
      case SequenceNode _ -> "a list";
      default -> node.getTag().equals(Tag.NULL) ? "nothing" : "a text";
    };
  }

  /** A value that is none of those expected. */
  void unexpected(Node node, String key, String found, String expected) {
    problem(node, "has %s for %s".formatted(found, key), "write " + expected);
  }

  /** A key that is none of those expected. */
  void unknown(Node node, String what, String key, String expected) {
    problem(
        node,
        "has the key \"%s\" in %s".formatted(key, what),
        "write one of " + expected + ", or take it away");
  }

  void problem(Node node, String found, String mend) {
    problem(line(node), found, mend);
  }

  private void problem(int line, String found, String mend) {
    problems.add(new SchemaProblem(name + ":" + line, "", "", found, mend));
  }

  /** File and line of a node. */
  String place(Node node) {
    return name + ":" + line(node);
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }
}
