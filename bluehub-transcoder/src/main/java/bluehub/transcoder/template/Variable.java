package bluehub.transcoder.template;

import java.util.List;

/**
 * A variable of a path template: the field that takes the text of some of its segments.
 *
 * @param fieldPath proto names joined by dots, such as {@code book.name}
 * @param start index of its first segment in {@link PathTemplate#segments()}
 * @param end index after its last segment; it has at least one
 * @param multiple whether it can take more than one segment of a path: it spans several, or is
 *     {@code **}. This decides how its value is percent-decoded.
 */
public record Variable(String fieldPath, int start, int end, boolean multiple) {

  /** The names of the field path, outermost first. */
  public List<String> names() {
    return List.of(fieldPath.split("\\.", -1));
  }
}
