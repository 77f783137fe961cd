package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.StreamFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedFormatTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          none                                             | JSON_ARRAY
          */*                                              | JSON_ARRAY
          application/json                                 | JSON_ARRAY
          application/x-ndjson                             | NDJSON
          Application/X-NDJSON                             | NDJSON
          text/event-stream                                | EVENT_STREAM
          application/json, text/event-stream              | JSON_ARRAY
          application/json;q=0.5, text/event-stream        | EVENT_STREAM
          application/x-ndjson;q=0, application/json;q=0.1 | JSON_ARRAY
          text/html                                        | JSON_ARRAY
          text/html, application/x-ndjson;q=0.2            | NDJSON
          text/event-stream;q=high                         | JSON_ARRAY
          ,;=                                              | JSON_ARRAY
          """)
  void of_accept_isTheHeaviestThatThereIs(String accept, StreamFormat format) {
    assertThat(AcceptedFormat.of(accept, StreamFormat.JSON_ARRAY)).isEqualTo(format);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"*/*", "application/*", "text/html"})
  void of_acceptThatAsksForNone_isTheUsual(String accept) {
    assertThat(AcceptedFormat.of(accept, StreamFormat.NDJSON)).isEqualTo(StreamFormat.NDJSON);
  }
}
