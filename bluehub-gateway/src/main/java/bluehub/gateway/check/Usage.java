package bluehub.gateway.check;

/** What {@code --help} prints. */
final class Usage {
  static final String TEXT =
      """
      Usage: check SOURCE... [OPTION]...

      Compiles schemas as the gateway does, and prints their routes, everything that is wrong with
      them, and what has changed since a former version. It serves nothing.

      A source is one of
        --descriptor-set FILE   what "protoc --include_imports --descriptor_set_out=FILE" or
                                "buf build -o FILE" wrote
        --target HOST:PORT      a service that runs, which is asked by server reflection

      Options of the source before them (of the first one, where they come before it):
        --against FILE          a former descriptor set; what has changed since is listed
        --against-target HOST:PORT  the same of a service that runs
        --rules FILE            http.rules of a google.api.Service in YAML; may be repeated
        --allow GLOB            only these RPCs; may be repeated, as --deny may
        --deny GLOB             not these RPCs: package.Service/Method, package.Service/*, package.**
        --prefix PATH           what stands before the path of each rule, such as /orders

      Options of all sources:
        --tls                     services are reached by TLS, and trusted as the JDK does
        --ca FILE                 the same, with the authorities of a PEM file
        --conflicts refuse|first  two rules of one shape are a problem (default), or a warning
        --unannotated true|false  whether RPCs without a rule have a route (default: true)
        --format text|json        how to print (default: text)
        --help                    this text

      Give a value behind a space or "=". Several sources are checked as upstreams of one gateway:
      each has a schema of its own, and no two may have the same route.

      Exit status: 0 fine, 1 problems, 2 wrong arguments or a file that cannot be read, 3 no problem
      but changes that break clients.
      """;

  private Usage() {}
}
