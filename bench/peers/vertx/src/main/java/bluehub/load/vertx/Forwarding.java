package bluehub.load.vertx;

import com.google.protobuf.Message;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.transcoding.MethodTranscodingOptions;
import io.vertx.grpc.transcoding.TranscodingServiceMethod;

/** Calls the backend and passes its messages on. */
final class Forwarding {
  private static final ServiceName SERVICE = ServiceName.create("bluehub.load.v1", "LoadService");

  private final GrpcClient client;
  private final SocketAddress backend;

  Forwarding(GrpcClient client, SocketAddress backend) {
    this.client = client;
    this.backend = backend;
  }

  static MethodTranscodingOptions rule(HttpMethod method, String path, String body) {
    return new MethodTranscodingOptions()
        .setSelector("")
        .setHttpMethod(method)
        .setPath(path)
        .setBody(body)
        .setResponseBody("");
  }

  <Q extends Message, A extends Message> void unary(
      GrpcServer server, MethodTranscodingOptions rule, String method, Q question, A answer) {
    ServiceMethod<A, Q> outgoing = outgoing(method, answer);
    TranscodingServiceMethod<Q, A> incoming = incoming(rule, method, question);
    server.callHandler(
        incoming,
        request ->
            ask(request, outgoing)
                .compose(GrpcClientResponse::last)
                .compose(message -> request.response().end(message))
                .onFailure(request.response()::fail));
  }

  <Q extends Message, A extends Message> void stream(
      GrpcServer server, MethodTranscodingOptions rule, String method, Q question, A answer) {
    ServiceMethod<A, Q> outgoing = outgoing(method, answer);
    TranscodingServiceMethod<Q, A> incoming = incoming(rule, method, question);
    server.callHandler(
        incoming,
        request ->
            ask(request, outgoing)
                .compose(messages -> request.response().send(messages))
                .onFailure(request.response()::fail));
  }

  private <Q, A> Future<GrpcClientResponse<Q, A>> ask(
      GrpcServerRequest<Q, A> request, ServiceMethod<A, Q> method) {
    return request
        .last()
        .compose(message -> client.request(backend, method).compose(call -> call.send(message)));
  }

  private static <Q extends Message, A extends Message> TranscodingServiceMethod<Q, A> incoming(
      MethodTranscodingOptions rule, String method, Q question) {
    return TranscodingServiceMethod.server(
        SERVICE, method, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(question), rule);
  }

  private static <Q extends Message, A extends Message> ServiceMethod<A, Q> outgoing(
      String method, A answer) {
    return ServiceMethod.client(
        SERVICE, method, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(answer));
  }
}
