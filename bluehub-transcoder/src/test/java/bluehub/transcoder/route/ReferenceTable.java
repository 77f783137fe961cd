package bluehub.transcoder.route;

import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.PercentEncoding;
import bluehub.transcoder.template.Segment;
import bluehub.transcoder.template.Segment.Kind;
import bluehub.transcoder.template.TemplateException;
import bluehub.transcoder.template.Variable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of look-up said a second time, as plainly as possible and without regard to cost: try
 * every template in every way, sort what matches, take the first that has the method. For paths
 * that are well-formed.
 */
final class ReferenceTable {
  private final List<String> methods = new ArrayList<>();
  private final List<PathTemplate> templates = new ArrayList<>();
  private final List<String> routes;

  /**
   * One way in which a template matches a path.
   *
   * @param segments the path's segments without the verb
   * @param taken how many of them its {@code **} takes
   */
  private record Way(int route, PathTemplate template, List<String> segments, int taken) {

    List<Segment> before() {
      int rest = template.segments().indexOf(Segment.REST);
      return rest < 0 ? template.segments() : template.segments().subList(0, rest);
    }

    List<Segment> behind() {
      int rest = template.segments().indexOf(Segment.REST);
      return rest < 0
          ? List.of()
          : template.segments().subList(rest + 1, template.segments().size());
    }
  }

  ReferenceTable(List<String> routes) throws TemplateException {
    this.routes = routes;
    for (String route : routes) {
      int space = route.indexOf(' ');
      methods.add(route.substring(0, space));
      templates.add(PathTemplate.parse(route.substring(space + 1)));
    }
  }

  String answer(String method, String path) {
    List<Way> ways = ways(path);
    ways.sort(ReferenceTable::compare);
    Set<String> allowed = new TreeSet<>();
    for (Way way : ways) {
      if (methods.get(way.route()).equals(method)) {
        return routes.get(way.route()) + values(way);
      }
      allowed.add(methods.get(way.route()));
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty() ? "404" : "405 " + String.join(",", allowed);
  }

  private List<Way> ways(String path) {
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < templates.size(); i++) {
      PathTemplate template = templates.get(i);
      String rest = path;
      if (!template.verb().isEmpty()) {
        String verb = ":" + template.verb();
        if (!path.endsWith(verb)) {
          continue;
        }
        rest = path.substring(0, path.length() - verb.length());
      }
      List<String> segments =
          rest.equals("/") ? List.of() : List.of(rest.substring(1).split("/", -1));
      int taken = segments.size() - template.segments().size() + 1;
      Way way = new Way(i, template, segments, taken);
      boolean wild = template.segments().contains(Segment.REST);
      if (wild ? taken >= 0 && fits(way) : taken == 1 && fits(way)) {
        ways.add(way);
      }
    }
    return ways;
  }

  private static boolean fits(Way way) {
    int size = way.segments().size();
    List<Segment> behind = way.behind();
    for (int i = 0; i < way.before().size(); i++) {
      if (!fits(way.before().get(i), way.segments().get(i))) {
        return false;
      }
    }
    for (int i = 0; i < behind.size(); i++) {
      if (!fits(behind.get(i), way.segments().get(size - behind.size() + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Segment segment, String text) {
    return segment.kind() == Kind.SINGLE
        ? !text.isEmpty()
        : segment.literal().equals(PercentEncoding.normalize(text));
  }

  private static int compare(Way a, Way b) {
    int verbs = Integer.compare(b.template().verb().length(), a.template().verb().length());
    if (verbs != 0) {
      return verbs;
    }
    List<Segment> left = a.template().segments();
    List<Segment> right = b.template().segments();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int kinds = left.get(i).kind().compareTo(right.get(i).kind());
      if (kinds != 0) {
        return kinds;
      }
      if (left.get(i).kind() == Kind.REST) {
        return compareBehind(a.behind().reversed(), b.behind().reversed());
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareBehind(List<Segment> a, List<Segment> b) {
    Comparator<List<Integer>> lexically =
        (left, right) -> {
          for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!left.get(i).equals(right.get(i))) {
              return left.get(i) - right.get(i);
            }
          }
          return 0;
        };
    return lexically.compare(ranks(a), ranks(b));
  }

  /** A literal, the template's end, {@code *}. */
  private static List<Integer> ranks(List<Segment> segments) {
    List<Integer> ranks = new ArrayList<>();
    segments.forEach(segment -> ranks.add(segment.kind() == Kind.LITERAL ? 0 : 2));
    ranks.add(1);
    return ranks;
  }

  private static String values(Way way) {
    return way.template().variables().stream()
        .map(variable -> " " + variable.fieldPath() + "=" + value(way, variable))
        .collect(Collectors.joining());
  }

  private static String value(Way way, Variable variable) {
    int rest = way.template().segments().indexOf(Segment.REST);
    int more = way.taken() - 1;
    int start = variable.start() + (rest >= 0 && variable.start() > rest ? more : 0);
    int end = variable.end() + (rest >= 0 && variable.end() > rest ? more : 0);
    String raw = String.join("/", way.segments().subList(start, end)).replace("+", "%2B");
    String kept = variable.multiple() ? raw.replaceAll("%(2[Ff])", "%25$1") : raw;
    return URLDecoder.decode(kept, StandardCharsets.UTF_8);
  }
}
