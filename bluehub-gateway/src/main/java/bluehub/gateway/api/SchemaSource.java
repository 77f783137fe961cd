package bluehub.gateway.api;

/** Where the schema of an upstream comes from. May block. */
public interface SchemaSource {

  /**
   * The schema as it is now: a serialized {@code google.protobuf.FileDescriptorSet}, imports
   * included.
   *
   * @throws bluehub.gateway.settings.OperatorFault when it cannot be had
   */
  byte[] read();

  /** The source as its operator knows it, for messages. */
  String place();
}
