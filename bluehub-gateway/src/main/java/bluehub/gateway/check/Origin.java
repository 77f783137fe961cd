package bluehub.gateway.check;

/** Where the descriptors of a schema are. */
sealed interface Origin {

  /** As reports name it. */
  String name();

  /** A file with a descriptor set. */
  record SetFile(String name) implements Origin {}

  /**
   * A service that runs, and is asked by reflection.
   *
   * @param name where it is: {@code host:port}
   */
  record Target(String name) implements Origin {}
}
