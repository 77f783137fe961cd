package bluehub.transcoder.fault;

/**
 * Where in a JSON text something was found.
 *
 * @param line the line, from 1
 * @param column the column in bytes, from 1
 * @param offset the byte offset in the whole text, from 0
 */
public record Place(int line, int column, long offset) {

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
