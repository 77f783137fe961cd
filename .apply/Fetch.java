import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks a URL until it answers with success: {@code java Fetch.java SECONDS URL}. Run by {@code
 * apply.sh} as a source file, so that it needs neither curl nor wget. Prints the body and ends with 0;
 * after SECONDS it prints what came last and ends with 1 when there was an answer of another status, 2
 * when nobody answered. No proxy is asked: the URLs are a cluster's own or this machine's.
 */
final class Fetch {
  private static final Duration PAUSE = Duration.ofMillis(250);

  public static void main(String[] args) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(Long.parseLong(args[0]));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(args[1])).timeout(Duration.ofSeconds(10)).build();
    String last;
    int status;
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(2))
            .build()) {
      do {
        try {
          HttpResponse<String> response =
              client.send(
                  request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
          if (response.statusCode() / 100 == 2) {
            System.out.println(response.body());
            return;
          }
          status = 1;
          last = "HTTP " + response.statusCode() + " " + response.body();
        } catch (ConnectException e) {
          status = 2;
          last = "no connection";
        } catch (IOException e) {
          status = 2;
          last = e.toString();
        }
        Thread.sleep(PAUSE);
      } while (Instant.now().isBefore(end));
      client.shutdownNow();
    }
    System.out.println(last.strip());
    System.exit(status);
  }
}
