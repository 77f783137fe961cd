package bluehub.transcoder.codec;

/** How the messages of a stream lie in one HTTP body. */
public enum StreamFormat {
  /** One JSON array; an element a message. */
  JSON_ARRAY("application/json"),
  /** A line a message. */
  NDJSON("application/x-ndjson"),
  /** Server-sent events (WHATWG HTML, "Server-sent events"); an event a message. */
  EVENT_STREAM("text/event-stream");

  private final String contentType;

  StreamFormat(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
