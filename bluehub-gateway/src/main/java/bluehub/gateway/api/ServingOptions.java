package bluehub.gateway.api;

import org.jspecify.annotations.Nullable;

/**
 * In what the serving of one route differs from that of others, beside its deadline and how its
 * texts are read and printed. Immutable.
 *
 * @param maxBody bytes of a request body, or {@link #DEFAULT_BODY}
 * @param successStatus the HTTP status of a good answer that is no stream; 204 is for empty answers
 *     alone, others are 200 then
 * @param location makes the {@code Location} of a good answer, or null
 * @param requestHeaders what becomes of the request's header fields, or null for no difference
 * @param responseHeaders what becomes of the answer's header fields, or null for no difference
 * @param cors who may read the answers in a browser, or null for what holds for all routes
 */
public record ServingOptions(
    int maxBody,
    int successStatus,
    @Nullable Location location,
    @Nullable HeaderRules requestHeaders,
    @Nullable HeaderRules responseHeaders,
    @Nullable CorsPolicy cors) {
  /** What holds for all routes. */
  public static final int DEFAULT_BODY = -1;

  private static final int OK = 200;

  /** No difference. */
  public static final ServingOptions NONE =
      new ServingOptions(DEFAULT_BODY, OK, null, null, null, null);
}
