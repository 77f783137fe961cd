package bluehub.nginx;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** A whole response. */
record Response(Head head, String body) {

  int status() {
    return Integer.parseInt(head.first().split(" ", -1)[1]);
  }

  List<String> values(String name) {
    return head.values(name);
  }

  JsonObject json() {
    return JsonParser.parseString(body).getAsJsonObject();
  }
}
