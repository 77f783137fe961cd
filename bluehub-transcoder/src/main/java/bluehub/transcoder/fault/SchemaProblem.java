package bluehub.transcoder.fault;

/**
 * One thing in a schema that keeps it from being served, told so that its author can mend it.
 *
 * @param file the proto or YAML file, or the empty string where unknown
 * @param rpc the full name of the RPC ({@code package.Service.Method}), or the empty string
 * @param rule the HTTP rule as written ({@code GET /v1/{name=shelves/*}}), or the empty string
 * @param found what is wrong
 * @param mend what to do about it
 */
public record SchemaProblem(String file, String rpc, String rule, String found, String mend) {

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (String part : new String[] {file, rpc, rule}) {
      if (!part.isEmpty()) {
        line.append(part).append(": ");
      }
    }
    return line.append(found).append("; ").append(mend).toString();
  }
}
