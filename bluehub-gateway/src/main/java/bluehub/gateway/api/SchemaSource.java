package bluehub.gateway.api;

import bluehub.transcoder.fault.SchemaProblem;
import java.util.List;

/** Where the descriptors of an upstream come from. May block; for one thread at a time. */
public interface SchemaSource {

  /**
   * The descriptors as they are now.
   *
   * @throws bluehub.gateway.settings.OperatorFault when they cannot be had
   */
  Descriptors read();

  /** The source as its operator knows it, for messages. */
  String place();

  /**
   * What a source gave.
   *
   * @param set a serialized {@code google.protobuf.FileDescriptorSet}, imports included
   * @param doubts what the source itself has to say of it, where it then cannot be served
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of bytes that nobody compares.
  record Descriptors(byte[] set, List<SchemaProblem> doubts) {
    public Descriptors {
      doubts = List.copyOf(doubts);
    }
  }
}
