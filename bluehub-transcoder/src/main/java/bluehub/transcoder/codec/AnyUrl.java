package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** Finds the "@type" of an Any, which may be anywhere among its members. */
final class AnyUrl {
  private AnyUrl() {}

  /**
   * Reads an object to its end.
   *
   * @return its type's URL, or null for an object without members, which is an Any without a value
   */
  static @Nullable String find(JsonReader reader) {
    reader.finish();
    String url = null;
    boolean members = false;
    int depth = 0;
    for (int token = reader.next(); token != JsonToken.END; token = reader.next()) {
      switch (token) {
        case JsonToken.BEGIN_OBJECT, JsonToken.BEGIN_ARRAY -> depth++;
        case JsonToken.END_OBJECT, JsonToken.END_ARRAY -> depth--;
        case JsonToken.NAME -> {
          members = true;
          if (depth == 1 && reader.text().equals("@type")) {
            if (url != null) {
              throw RequestFault.invalid("the field is given twice").at("@type");
            }
            token = reader.next();
            if (token != JsonToken.STRING) {
              throw RequestFault.invalid(
                      "found " + JsonToken.describe(token) + ", expected a string")
                  .at("@type");
            }
            url = reader.text();
          }
        }
        default -> {}
      }
    }
    if (url == null && members) {
      throw RequestFault.invalid("found no \"@type\", which a google.protobuf.Any needs");
    }
    return url;
  }
}
