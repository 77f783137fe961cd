package bluehub.gateway.check;

import bluehub.gateway.api.SchemaSource.Descriptors;
import bluehub.gateway.api.ServiceConfigFile;
import bluehub.gateway.check.Report.Change;
import bluehub.gateway.check.Report.Comparison;
import bluehub.gateway.check.Report.Finding;
import bluehub.gateway.check.Report.Route;
import bluehub.gateway.check.Report.Streaming;
import bluehub.gateway.settings.OperatorFault;
import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.change.SchemaChange;
import bluehub.transcoder.change.SchemaChanges;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.schema.SchemaOptions;
import bluehub.transcoder.schema.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the sources and gathers what there is to say of them. */
final class Check {
  private final Arguments arguments;
  private final List<Route> routes = new ArrayList<>();
  private final List<Finding> problems = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();
  private final List<Comparison> compared = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, Route> owners = new HashMap<>();

  Check(Arguments arguments) {
    this.arguments = arguments;
  }

  Report run() throws UsageException {
    for (Input input : arguments.inputs()) {
      List<ServiceConfig> rules = rules(input);
      Descriptors descriptors = read(input.origin(), input);
      Schema schema =
          descriptors == null ? null : schema(input.name(), descriptors, options(input, rules));
      if (schema != null) {
        compile(input.name(), schema);
        globs(input, schema);
      }
      if (input.against() != null) {
        compare(input, schema, input.against(), rules);
      }
    }
    return new Report(routes, problems, warnings, compared, changes);
  }

  private SchemaOptions options(Input input, List<ServiceConfig> rules) {
    return new SchemaOptions(rules, arguments.unannotated(), input.rpcs(), input.prefix());
  }

  private List<ServiceConfig> rules(Input input) throws UsageException {
    List<ServiceConfig> configs = new ArrayList<>();
    for (String file : input.rules()) {
      try {
        configs.add(ServiceConfigFile.read(file, read(file, "a YAML file")));
      } catch (SchemaException e) {
        e.problems().forEach(problem -> problems.add(finding(input.name(), problem)));
      }
    }
    return configs;
  }

  private void globs(Input input, Schema schema) {
    for (String glob : input.rpcs().unused(schema.rpcs())) {
      warnings.add(
          new Finding(
              input.name(),
              "",
              "",
              "",
              "--allow or --deny has " + glob + ", which no RPC matches",
              "name RPCs of the schema, or take it away"));
    }
  }

  /** Null where a service cannot be asked, which is a problem. */
  private @Nullable Descriptors read(Origin origin, Input input) throws UsageException {
    return switch (origin) {
      case Origin.SetFile file -> new Descriptors(read(file.name(), "a descriptor set"), List.of());
      case Origin.Target target -> ask(target.name(), input);
    };
  }

  private @Nullable Descriptors ask(String target, Input input) {
    try {
      return new LiveService(arguments.trust()).read(target, input);
    } catch (OperatorFault e) {
      problems.add(
          new Finding(
              target,
              "",
              "",
              "",
              e.found(),
              "see that the service runs there, has server reflection, and is plain or TLS as the"
                  + " options say"));
      return null;
    }
  }

  private static byte[] read(String file, String expected) throws UsageException {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("found no file %s, expected %s.".formatted(file, expected));
    } catch (IOException e) {
      throw new UsageException(
          "found %s, which cannot be read (%s), expected %s."
              .formatted(file, e.getMessage(), expected));
    }
  }

  private @Nullable Schema schema(String source, Descriptors descriptors, SchemaOptions options) {
    try {
      return Schema.parse(descriptors.set(), options);
    } catch (SchemaException e) {
      descriptors.doubts().forEach(doubt -> problems.add(finding(source, doubt)));
      e.problems().forEach(problem -> problems.add(finding(source, problem)));
      return null;
    }
  }

  /** The first of two rules wins here in any case, so that all routes can be listed. */
  private void compile(String source, Schema schema) {
    CompiledApi api;
    try {
      api = ApiCompiler.compile(schema, ApiOptions.defaults().withConflicts(ConflictPolicy.FIRST));
    } catch (SchemaException e) {
      e.problems().forEach(problem -> problems.add(finding(source, problem)));
      return;
    }
    for (SchemaProblem conflict : api.warnings()) {
      conflicts().add(finding(source, conflict));
    }
    for (int i = 0; i < schema.bindings().size(); i++) {
      route(source, schema.bindings().get(i), api.methods().get(i));
    }
  }

  private List<Finding> conflicts() {
    return arguments.conflicts() == ConflictPolicy.FIRST ? warnings : problems;
  }

  private void route(String source, HttpBinding binding, CompiledMethod method) {
    Route route =
        new Route(
            source,
            method.httpMethod(),
            method.template(),
            method.rpc(),
            binding.body(),
            binding.responseBody(),
            streaming(method));
    routes.add(route);
    Route owner = owners.putIfAbsent(method.httpMethod() + " " + binding.template().shape(), route);
    if (owner != null && !owner.source().equals(source)) {
      conflicts()
          .add(
              new Finding(
                  source,
                  binding.file(),
                  method.rpc().replace('/', '.'),
                  binding.rule(),
                  "answers the same requests as %s %s of %s, of %s"
                      .formatted(owner.method(), owner.template(), owner.rpc(), owner.source()),
                  "give one of the two another path or method"));
    }
  }

  private static Streaming streaming(CompiledMethod method) {
    if (method.clientStreaming()) {
      return method.serverStreaming() ? Streaming.BOTH : Streaming.REQUESTS;
    }
    return method.serverStreaming() ? Streaming.ANSWERS : Streaming.NONE;
  }

  private void compare(
      Input input, @Nullable Schema latter, Origin against, List<ServiceConfig> rules)
      throws UsageException {
    Descriptors descriptors = read(against, input);
    if (descriptors == null) {
      return;
    }
    SchemaOptions options = options(input, formerRules(descriptors, rules));
    Schema former = schema(against.name(), descriptors, options);
    if (former != null && latter != null) {
      String source = input.name();
      compared.add(new Comparison(source, against.name()));
      for (SchemaChange change : SchemaChanges.between(former, latter)) {
        changes.add(
            new Change(source, change.kind(), change.breaking(), change.subject(), change.text()));
      }
    }
  }

  /** Without those for RPCs that are new: a rule that names no RPC would be a problem. */
  private static List<ServiceConfig> formerRules(
      Descriptors descriptors, List<ServiceConfig> rules) {
    List<String> rpcs;
    try {
      rpcs = Schema.parse(descriptors.set()).rpcs();
    } catch (SchemaException e) {
      // Its problems are told when it is compiled.
      return rules;
    }
    List<String> names = rpcs.stream().map(rpc -> rpc.replace('/', '.')).toList();
    return rules.stream()
        .map(
            config ->
                new ServiceConfig(
                    config.file(),
                    config.rules().stream()
                        .filter(rule -> names.stream().anyMatch(rule::selects))
                        .toList(),
                    config.fullyDecode()))
        .toList();
  }

  private static Finding finding(String source, SchemaProblem problem) {
    return new Finding(
        source, problem.file(), problem.rpc(), problem.rule(), problem.found(), problem.mend());
  }
}
