package bluehub.transcoder.fault;

/**
 * The canonical codes of gRPC with the HTTP status that {@code google/rpc/code.proto} gives each.
 */
public enum Code {
  OK(0, 200),
  CANCELLED(1, 499),
  UNKNOWN(2, 500),
  INVALID_ARGUMENT(3, 400),
  DEADLINE_EXCEEDED(4, 504),
  NOT_FOUND(5, 404),
  ALREADY_EXISTS(6, 409),
  PERMISSION_DENIED(7, 403),
  RESOURCE_EXHAUSTED(8, 429),
  FAILED_PRECONDITION(9, 400),
  ABORTED(10, 409),
  OUT_OF_RANGE(11, 400),
  UNIMPLEMENTED(12, 501),
  INTERNAL(13, 500),
  UNAVAILABLE(14, 503),
  DATA_LOSS(15, 500),
  UNAUTHENTICATED(16, 401);

  /** Declared in the order of their numbers, which have no gap. */
  private static final Code[] BY_NUMBER = values();

  private final int number;
  private final int httpStatus;

  Code(int number, int httpStatus) {
    this.number = number;
    this.httpStatus = httpStatus;
  }

  /** The number on the wire, 0 to 16. */
  public int number() {
    return number;
  }

  /** The HTTP status that answers this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The code of that number; {@link #UNKNOWN} for a number that has none, as gRPC wants it. */
  public static Code of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
