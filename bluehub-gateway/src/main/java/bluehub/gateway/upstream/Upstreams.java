package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ssl.SslBundles;

/** All upstreams of the settings, in their order. Thread-safe. */
public final class Upstreams implements AutoCloseable {
  private final List<Upstream> all;

  /** Builds the upstreams; a bad setting of one leaves no other behind. */
  public Upstreams(Map<String, UpstreamSettings> settings, EventLoops loops, SslBundles bundles) {
    List<Upstream> built = new ArrayList<>();
    try {
      settings.forEach((name, each) -> built.add(new Upstream(name, each, loops, bundles)));
    } catch (RuntimeException e) {
      built.forEach(Upstream::close);
      throw e;
    }
    this.all = List.copyOf(built);
  }

  public List<Upstream> all() {
    return all;
  }

  @Override
  public void close() {
    all.forEach(Upstream::close);
  }
}
