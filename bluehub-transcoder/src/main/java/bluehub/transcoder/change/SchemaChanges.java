package bluehub.transcoder.change;

import bluehub.transcoder.schema.Schema;
import java.util.List;

/**
 * Compares two schemas.
 *
 * <p>What no route can reach does not count: neither RPCs without a route nor the types that only
 * they use. Comments and options other than {@code deprecated} do not count either. Messages of
 * {@code google.protobuf} are taken as equal when their names are, since they come with the
 * compiler.
 *
 * <p>The effort grows with the size of the schemas alone; types may refer to each other in any way.
 */
public final class SchemaChanges {
  private SchemaChanges() {}

  /**
   * All differences: services and RPCs, routes, messages with their fields, enums with their
   * values. None when both mean the same.
   */
  public static List<SchemaChange> between(Schema former, Schema latter) {
    Changes changes = new Changes();
    TypePairs pairs = new TypePairs();
    new RpcChanges(former, latter, pairs, changes).collect();
    new RouteChanges(former, latter, pairs, changes).collect();
    new TypeChanges(former, latter, pairs, changes).collect();
    return changes.list();
  }
}
