package bluehub.transcoder.fuzz;

import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.HttpRule;
import bluehub.transcoder.schema.Protos;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.schema.SchemaOptions;
import bluehub.transcoder.schema.ServiceConfig;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Any bytes as a descriptor set ({@code A}), and any lines as the rules of a service config ({@code
 * B}): {@code selector method path body response_body}, a tab between two. What is refused is
 * refused with problems that say what is wrong and how to mend it; what is taken can be compiled.
 */
public final class SchemaFuzz {
  private static final FileDescriptorSet LIBRARY = library();

  private SchemaFuzz() {}

  private static FileDescriptorSet library() {
    try {
      return Protos.library("", "", "");
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    byte[] rest = FuzzInput.rest(input);
    try {
      Schema schema =
          FuzzInput.choice(input, List.of(true, false))
              ? Schema.parse(rest)
              : Schema.of(LIBRARY, SchemaOptions.DEFAULT.withServiceConfigs(List.of(config(rest))));
      CompiledApi api = ApiCompiler.compile(schema, ApiOptions.defaults());
      FuzzInput.same(schema.bindings().size(), api.methods().size(), "methods");
    } catch (SchemaException e) {
      if (e.problems().isEmpty()) {
        throw new AssertionError("refused without a problem", e);
      }
      for (SchemaProblem problem : e.problems()) {
        if (problem.found().isBlank() || problem.mend().isBlank()) {
          throw new AssertionError("a problem that says nothing: " + problem, e);
        }
      }
    }
  }

  private static ServiceConfig config(byte[] text) {
    List<HttpRule> rules = new ArrayList<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n", 20)) {
      String[] parts = (line + "\t\t\t\t\t").split("\t", -1);
      HttpRule rule = new HttpRule(parts[0], parts[1], parts[2], parts[3], parts[4], List.of());
      if (parts[0].isEmpty() && !rules.isEmpty()) {
        HttpRule last = rules.removeLast();
        List<HttpRule> more = new ArrayList<>(last.additionalBindings());
        more.add(rule);
        rule =
            new HttpRule(
                last.selector(),
                last.httpMethod(),
                last.path(),
                last.body(),
                last.responseBody(),
                more);
      }
      rules.add(rule);
    }
    return new ServiceConfig("api.yaml", rules);
  }
}
