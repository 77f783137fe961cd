package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes bindings of the rules of all RPCs: from service configs, annotations, or by default. */
final class RuleFlattener {
  private final SchemaOptions options;
  private final List<SchemaProblem> problems;
  private final List<HttpBinding> bindings = new ArrayList<>();

  RuleFlattener(SchemaOptions options, List<SchemaProblem> problems) {
    this.options = options;
    this.problems = problems;
  }

  List<HttpBinding> flatten(List<FileDescriptor> files) {
    List<MethodDescriptor> rpcs =
        files.stream()
            .flatMap(file -> file.getServices().stream())
            .flatMap(service -> service.getMethods().stream())
            .toList();
    RuleSelection selection = new RuleSelection(options.serviceConfigs(), rpcs, problems);
    for (MethodDescriptor rpc : rpcs) {
      if (!options.rpcs().allows(rpc.getService().getFullName() + "/" + rpc.getName())) {
        continue;
      }
      Optional<RuleSelection.Selected> selected = selection.of(rpc);
      if (selected.isPresent()) {
        flatten(rpc, selected.get().rule(), selected.get().file());
      } else {
        annotated(rpc);
      }
    }
    return bindings;
  }

  private void annotated(MethodDescriptor rpc) {
    String file = rpc.getFile().getName();
    try {
      Optional<HttpRule> rule = HttpRuleReader.read(rpc.getOptions());
      if (rule.isPresent()) {
        flatten(rpc, rule.get(), file);
      } else if (options.unannotated()) {
        flatten(rpc, unannotated(rpc), file);
      }
    } catch (IOException e) {
      problems.add(
          new SchemaProblem(
              file,
              rpc.getFullName(),
              "",
              "has a google.api.http option that is no HttpRule: " + e.getMessage(),
              "build the descriptor set anew with protoc or buf"));
    }
  }

  /** How gRPC itself names the RPC. */
  private static HttpRule unannotated(MethodDescriptor rpc) {
    String path = "/" + rpc.getService().getFullName() + "/" + rpc.getName();
    return new HttpRule("", "POST", path, HttpRule.ALL, "", List.of());
  }

  private void flatten(MethodDescriptor rpc, HttpRule rule, String file) {
    bind(rpc, rule, 0, file);
    int index = 1;
    for (HttpRule additional : rule.additionalBindings()) {
      bind(rpc, additional, index++, file);
      if (!additional.additionalBindings().isEmpty()) {
        problem(
            file,
            rpc,
            additional,
            "has additional_bindings inside an additional binding",
            "list them all in the primary rule");
      }
    }
  }

  private void bind(MethodDescriptor rpc, HttpRule rule, int index, String file) {
    String method = rule.httpMethod();
    if (method.isEmpty() && rule.path().isEmpty()) {
      problem(
          file,
          rpc,
          rule,
          (index == 0 ? "has a rule" : "has an additional binding") + " without a pattern",
          "give it one of get, put, post, delete, patch and custom");
      return;
    }
    if (!isMethod(method)) {
      problem(
          file,
          rpc,
          rule,
          "has the custom kind \"" + method + "\", which is no HTTP method",
          "name a method such as HEAD, or * for every method");
    }
    try {
      PathTemplate template = prefixed(PathTemplate.parse(rule.path()));
      HttpBinding binding =
          new HttpBinding(rpc, method, template, rule.body(), rule.responseBody(), index, file);
      new BindingCheck(binding, problems).run();
      bindings.add(binding);
    } catch (TemplateException e) {
      problem(
          file,
          rpc,
          rule,
          "is no path template at column " + e.column() + ": found " + e.found(),
          "write " + e.expected() + " there");
    }
  }

  /** The path {@code /} has no segment that could follow the prefix. */
  private PathTemplate prefixed(PathTemplate template) throws TemplateException {
    if (options.prefix().isEmpty()) {
      return template;
    }
    String path = template.toString();
    return PathTemplate.parse(options.prefix() + (path.equals("/") ? "" : path));
  }

  /** A token. RFC 9110 §5.6.2, §9.1. */
  private static boolean isMethod(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private void problem(
      String file, MethodDescriptor rpc, HttpRule rule, String found, String mend) {
    problems.add(new SchemaProblem(file, rpc.getFullName(), rule.toString(), found, mend));
  }
}
