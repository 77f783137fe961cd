package bluehub.load.mvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;

import bluehub.load.v1.LoadServiceGrpc.LoadServiceBlockingStub;
import bluehub.load.v1.Order;
import bluehub.load.v1.SayHelloRequest;
import bluehub.load.v1.StreamHelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One method for each RPC. */
@RestController
final class LoadController {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();

  private final LoadServiceBlockingStub backend;

  LoadController(LoadServiceBlockingStub backend) {
    this.backend = backend;
  }

  @GetMapping(value = "/v1/hello/{name}", produces = APPLICATION_JSON_VALUE)
  String hello(@PathVariable("name") String name) throws InvalidProtocolBufferException {
    return PRINTER.print(backend.sayHello(SayHelloRequest.newBuilder().setName(name).build()));
  }

  @PostMapping(value = "/v1/orders", produces = APPLICATION_JSON_VALUE)
  String echo(@RequestBody String body) throws InvalidProtocolBufferException {
    var order = Order.newBuilder();
    PARSER.merge(body, order);
    return PRINTER.print(backend.echo(order.build()));
  }

  @GetMapping(value = "/v1/greetings/{name}", produces = APPLICATION_NDJSON_VALUE)
  StreamingResponseBody greetings(
      @PathVariable("name") String name, @RequestParam("count") int count) {
    var request = StreamHelloRequest.newBuilder().setName(name).setCount(count).build();
    return output -> {
      var messages = backend.streamHello(request);
      while (messages.hasNext()) {
        output.write((PRINTER.print(messages.next()) + "\n").getBytes(UTF_8));
        output.flush();
      }
    };
  }
}
