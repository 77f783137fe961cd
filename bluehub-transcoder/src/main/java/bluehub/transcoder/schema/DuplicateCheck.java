package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds bindings that answer the same method on exactly the same paths. Whether that is an error is
 * for whoever makes routes of them; but a report of other problems would be incomplete without it.
 */
final class DuplicateCheck {
  private DuplicateCheck() {}

  static List<SchemaProblem> problems(List<HttpBinding> bindings) {
    Map<String, HttpBinding> byShape = new HashMap<>();
    List<SchemaProblem> problems = new ArrayList<>();
    for (HttpBinding binding : bindings) {
      String key = binding.httpMethod() + " " + binding.template().shape();
      HttpBinding first = byShape.putIfAbsent(key, binding);
      if (first != null) {
        problems.add(binding.duplicates(first));
      }
    }
    return problems;
  }
}
