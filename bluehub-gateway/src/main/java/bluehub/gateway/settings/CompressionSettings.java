package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The gzip coding of bodies in both directions.
 *
 * @param requests whether bodies of requests may be compressed; 415 if not
 * @param responses whether answers are compressed for clients whose {@code Accept-Encoding} says so
 * @param minSize smaller answers are not worth it; streams are compressed whatever their size
 * @param level 1 (fast) to 9 (small); JSON gains little beyond 1
 */
public record CompressionSettings(
    @DefaultValue("true") boolean requests,
    @DefaultValue("true") boolean responses,
    @DefaultValue("1KB") DataSize minSize,
    @DefaultValue("1") int level) {
  public CompressionSettings {
    Bounds.size("compression.min-size", minSize, 0);
    Bounds.range("compression.level", level, 1, 9);
  }
}
