package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors as JSON: rules 20 and 21. */
class StatusEncoderTest {
  private static final TypeTable TYPES =
      TypeTable.of(
          List.of(
              ErrorDetailsProto.getDescriptor(),
              Any.getDescriptor().getFile(),
              Timestamp.getDescriptor().getFile()));
  private static final StatusEncoder STATUS = new StatusEncoder(TYPES, ErrorFormat.STATUS);
  private static final StatusEncoder PROBLEM = new StatusEncoder(TYPES, ErrorFormat.PROBLEM);

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String encoded(String message, byte @Nullable [] details) {
    return text(STATUS.encode(5, message, details));
  }

  private static byte[] details(Any... details) {
    return Status.newBuilder().addAllDetails(Arrays.asList(details)).build().toByteArray();
  }

  private static Any unknown(String url, int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return Any.newBuilder().setTypeUrl(url).setValue(ByteString.copyFrom(value)).build();
  }

  @Test
  void encode_noDetails_isCodeAndMessage() {
    assertThat(encoded("no \"book\"\n", null))
        .isEqualTo("{\"code\":5,\"message\":\"no \\\"book\\\"\\n\"}");
    assertThat(encoded("", null)).isEqualTo("{\"code\":5,\"message\":\"\"}");
  }

  @Test
  void encode_codeThatIsNone_isPrintedAsItCame() {
    assertThat(text(STATUS.encode(77, "x", null))).isEqualTo("{\"code\":77,\"message\":\"x\"}");
  }

  @Test
  void encode_messageInTheDetailsAlone_isTold() {
    byte[] status = Status.newBuilder().setMessage("inner").build().toByteArray();
    assertThat(encoded("", status)).isEqualTo("{\"code\":5,\"message\":\"inner\"}");
    assertThat(encoded("outer", status)).isEqualTo("{\"code\":5,\"message\":\"outer\"}");
  }

  @Test
  void encode_details_haveTheirJson() {
    assertThat(
            encoded(
                "x",
                details(
                    Any.pack(ErrorInfo.newBuilder().setReason("R").putMetadata("k", "v").build()),
                    Any.pack(Timestamp.newBuilder().setSeconds(1).build()))))
        .isEqualTo(
            "{\"code\":5,\"message\":\"x\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"R\","
                + "\"metadata\":{\"k\":\"v\"}},"
                + "{\"@type\":\"type.googleapis.com/google.protobuf.Timestamp\","
                + "\"value\":\"1970-01-01T00:00:01Z\"}]}");
  }

  @Test
  void encode_detailOfATypeThatIsNotInTheSchema_isItsBytesAndTheOthersStay() {
    assertThat(
            encoded(
                "x",
                details(
                    unknown("type.googleapis.com/no.Such", 0xff, 0),
                    unknown("", 1),
                    Any.pack(ErrorInfo.getDefaultInstance()))))
        .isEqualTo(
            "{\"code\":5,\"message\":\"x\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/no.Such\",\"value\":\"/wA=\"},"
                + "{\"@type\":\"\",\"value\":\"AQ==\"},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    // cut off, a string that is no UTF-8, a timestamp that has no JSON
    "google.rpc.ErrorInfo, 10 5 97, CgVh",
    "google.rpc.ErrorInfo, 10 1 255, CgH/",
    "google.protobuf.Timestamp, 16 255 255 255 255 15, EP////8P"
  })
  void encode_detailThatIsNoMessageOfItsType_isItsBytes(String type, String bytes, String base64) {
    int[] value = Arrays.stream(bytes.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    String url = "type.googleapis.com/" + type;
    assertThat(encoded("x", details(unknown(url, value))))
        .isEqualTo(
            "{\"code\":5,\"message\":\"x\",\"details\":[{\"@type\":\"%s\",\"value\":\"%s\"}]}"
                .formatted(url, base64));
  }

  @Test
  void encode_anyInADetailThatIsNotInTheSchema_isItsBytes() {
    Any inner = Any.pack(unknown("x/no.Such", 7));
    assertThat(encoded("x", details(inner)))
        .endsWith(
            "[{\"@type\":\"type.googleapis.com/google.protobuf.Any\","
                + "\"value\":{\"@type\":\"x/no.Such\",\"value\":\"Bw==\"}}]}");
  }

  @Test
  void encode_detailsCutOff_keepCodeMessageAndWhatWasWhole() {
    byte[] whole = details(Any.pack(ErrorInfo.getDefaultInstance()), unknown("x/y", 1));
    String first = "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"}";
    assertThat(encoded("x", Arrays.copyOf(whole, whole.length - 1)))
        .isEqualTo("{\"code\":5,\"message\":\"x\",\"details\":[" + first + "]}");
    assertThat(encoded("x", new byte[] {(byte) 0xff})).isEqualTo("{\"code\":5,\"message\":\"x\"}");
  }

  @Test
  void encode_detailThatIsNoAny_isItsBytesAndTheOthersStay() {
    // details: an Any whose type_url is cut off, and a whole one; the message comes last
    byte[] status = {26, 2, 10, 5, 26, 6, 10, 1, 'x', 18, 1, 7, 18, 1, 'm'};
    assertThat(encoded("", status))
        .isEqualTo(
            "{\"code\":5,\"message\":\"m\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.protobuf.Any\",\"value\":\"CgU=\"},"
                + "{\"@type\":\"x\",\"value\":\"Bw==\"}]}");
  }

  @Test
  void encode_messageBeforeACut_isTold() {
    assertThat(encoded("", new byte[] {18, 1, 'm', 26, 9}))
        .isEqualTo("{\"code\":5,\"message\":\"m\"}");
  }

  @Test
  void encode_faultOfAField_namesItInABadRequest() {
    RequestFault fault = RequestFault.invalid("found \"x\"").at("a.b[0]").at(new Place(2, 3, 9));
    assertThat(text(STATUS.encode(fault)))
        .isEqualTo(
            "{\"code\":3,\"message\":\"a.b[0]: found \\\"x\\\" (at 2:3)\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":["
                + "{\"field\":\"a.b[0]\",\"description\":\"found \\\"x\\\"\"}]}]}");
    assertThat(text(STATUS.encode(RequestFault.of(Code.NOT_FOUND, "no route"))))
        .isEqualTo("{\"code\":5,\"message\":\"no route\"}");
  }

  @Test
  void encode_problem_hasStatusTitleAndTheSameDetails() {
    assertThat(text(PROBLEM.encode(8, "later", details(unknown("x/y", 1)))))
        .isEqualTo(
            "{\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\"later\","
                + "\"code\":\"RESOURCE_EXHAUSTED\","
                + "\"details\":[{\"@type\":\"x/y\",\"value\":\"AQ==\"}]}");
    assertThat(text(PROBLEM.encode(RequestFault.of(Code.RESOURCE_EXHAUSTED, 413, "large"))))
        .startsWith("{\"title\":\"Content Too Large\",\"status\":413,\"detail\":\"large\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "3,0,3",
    "3,1,4",
    "-5,0,0",
    "-1,1,0",
    "3,-1,3",
    "0,999999999,1",
    // no Duration is longer
    "315576000000,0,315576000000",
    "9223372036854775807,1,315576000000",
    "-9223372036854775808,-1,0"
  })
  void retryAfterSeconds_retryInfo_isRoundedUp(long seconds, int nanos, long expected) {
    Duration delay = Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    byte[] status =
        details(unknown("x/y", 1), Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    assertThat(STATUS.retryAfterSeconds(status)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "type.googleapis.com/google.rpc.RetryInfo, 5",
    "example.com/a/google.rpc.RetryInfo, 5",
    "/google.rpc.RetryInfo, 5",
    "type.googleapis.com/google.rpc.RetryInfos, -1",
    "type.googleapis.com/my.google.rpc.RetryInfo, -1"
  })
  void retryAfterSeconds_typeOfAnyHost_isRead(String url, long expected) {
    assertThat(STATUS.retryAfterSeconds(details(unknown(url, 10, 2, 8, 5)))).isEqualTo(expected);
  }

  @Test
  void retryAfterSeconds_delayInPieces_isMerged() {
    // retry_delay { nanos: 1 } retry_delay { seconds: 7 }
    Any pieces = unknown("x/google.rpc.RetryInfo", 10, 2, 16, 1, 10, 2, 8, 7);
    assertThat(STATUS.retryAfterSeconds(details(pieces))).isEqualTo(8);
  }

  @Test
  void retryAfterSeconds_noneOrBroken_isMinusOne() {
    assertThat(STATUS.retryAfterSeconds(details(unknown("x/y", 1)))).isEqualTo(-1);
    assertThat(STATUS.retryAfterSeconds(new byte[] {10})).isEqualTo(-1);
    String retryInfo = "type.googleapis.com/google.rpc.RetryInfo";
    assertThat(STATUS.retryAfterSeconds(details(unknown(retryInfo, 10, 9)))).isEqualTo(-1);
  }
}
