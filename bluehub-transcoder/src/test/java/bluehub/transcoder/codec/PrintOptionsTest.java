package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintOptionsTest {

  /** Parameters of an Accept header's JSON range: RFC 9110 §12.5.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                              | false | false | false | false",
        "application/json;pretty=true                  | false | false | false | true",
        "application/json; enum-encoding=int           | false | false | true  | false",
        "application/json; defaults=true; q=0.5        | true  | false | false | false",
        "text/html;pretty=true, application/json       | false | false | false | false",
        "application/x-ndjson; PROTO-NAMES=true        | false | true  | false | false",
        "Application/JSON; pretty=true                 | false | false | false | true",
        "text/html, */*;pretty=true                    | false | false | false | false",
        "application/json; colour=red                  | false | false | false | false",
      })
  void accepted_parameters_setTheOptionsTheyName(
      String accept, boolean defaults, boolean protoNames, boolean enumNumbers, boolean pretty) {
    assertThat(PrintOptions.DEFAULT.accepted(accept))
        .isEqualTo(new PrintOptions(defaults, protoNames, enumNumbers, pretty));
  }

  @Test
  void accepted_nothing_keepsTheOptions() {
    PrintOptions options = PrintOptions.DEFAULT.withPretty(true);
    assertThat(options.accepted(null)).isSameAs(options);
    assertThat(options.accepted("application/json;pretty=false").pretty()).isFalse();
  }
}
