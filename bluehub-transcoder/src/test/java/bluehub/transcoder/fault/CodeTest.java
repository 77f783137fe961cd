package bluehub.transcoder.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTest {

  /** The table of google/rpc/code.proto. */
  @ParameterizedTest
  @CsvSource({
    "OK,0,200",
    "CANCELLED,1,499",
    "UNKNOWN,2,500",
    "INVALID_ARGUMENT,3,400",
    "DEADLINE_EXCEEDED,4,504",
    "NOT_FOUND,5,404",
    "ALREADY_EXISTS,6,409",
    "PERMISSION_DENIED,7,403",
    "RESOURCE_EXHAUSTED,8,429",
    "FAILED_PRECONDITION,9,400",
    "ABORTED,10,409",
    "OUT_OF_RANGE,11,400",
    "UNIMPLEMENTED,12,501",
    "INTERNAL,13,500",
    "UNAVAILABLE,14,503",
    "DATA_LOSS,15,500",
    "UNAUTHENTICATED,16,401"
  })
  void of_number_hasTheNameAndHttpStatusOfCodeProto(Code code, int number, int httpStatus) {
    assertThat(Code.of(number)).isEqualTo(code);
    assertThat(code.number()).isEqualTo(number);
    assertThat(code.httpStatus()).isEqualTo(httpStatus);
  }

  @Test
  void of_numberWithoutName_isUnknown() {
    assertThat(Code.of(17)).isEqualTo(Code.UNKNOWN);
    assertThat(Code.of(-1)).isEqualTo(Code.UNKNOWN);
  }
}
