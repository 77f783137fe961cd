package bluehub.transcoder.route;

/** What to do with two routes of the same method and shape. */
public enum ConflictPolicy {
  /** They are an error: there is no table. */
  REFUSE,
  /** The one that was added first answers; the others never do. */
  FIRST
}
