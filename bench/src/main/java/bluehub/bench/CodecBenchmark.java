package bluehub.bench;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** JSON to wire bytes and back, per message shape and codec. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms256m", "-Xmx256m"})
public class CodecBenchmark {
  @Param Sample sample = Sample.HELLO;

  @Param Codec.Kind codec = Codec.Kind.BLUEHUB;

  private Codec subject = Codec.Kind.BLUEHUB.of(Sample.HELLO.message());
  private byte[] json = new byte[0];
  private byte[] wire = new byte[0];

  @Setup
  public void prepare() throws IOException {
    subject = codec.of(sample.message());
    wire = sample.message().toByteArray();
    json =
        JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .print(sample.message())
            .getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public byte[] encode() throws IOException {
    return subject.encode(json);
  }

  @Benchmark
  public byte[] decode() throws IOException {
    return subject.decode(wire);
  }
}
