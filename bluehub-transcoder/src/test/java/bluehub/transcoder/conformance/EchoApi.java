package bluehub.transcoder.conformance;

import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.Workspace;
import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * An API with one RPC for each message type of some files, which takes and answers a message of it;
 * so the codec is used as a gateway uses it. For one thread.
 */
public final class EchoApi {
  private static final String SERVICE = "bluehub.conformance.Echo";

  private final Schema schema;
  private final Map<String, String> rpcs = new HashMap<>();
  private final ExtensionRegistry extensions;
  private final CompiledApi strict;
  private final CompiledApi lenient;
  private final Workspace workspace = new Workspace();

  /**
   * @param files the message types; imports of {@code google/protobuf} may be absent
   */
  public EchoApi(FileDescriptorSet files) throws SchemaException {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder()
            .setName("conformance/echo.proto")
            .setPackage("bluehub.conformance")
            .setSyntax("proto3");
    ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName("Echo");
    for (FileDescriptorProto imported : files.getFileList()) {
      file.addDependency(imported.getName());
      imported
          .getMessageTypeList()
          .forEach(message -> add(service, imported.getPackage() + "." + message.getName()));
    }
    schema = Schema.of(files.toBuilder().addFile(file).build());
    extensions = JsonLoss.registry(schema.extensions());
    ParseOptions ignoring = ParseOptions.DEFAULT.withUnknownFields(UnknownFields.IGNORE);
    strict = ApiCompiler.compile(schema, ApiOptions.defaults());
    lenient = ApiCompiler.compile(schema, ApiOptions.defaults().withParse(ignoring));
  }

  private void add(ServiceDescriptorProto.Builder service, String type) {
    String name = "Echo" + rpcs.size();
    service.addMethodBuilder().setName(name).setInputType("." + type).setOutputType("." + type);
    rpcs.put(type, SERVICE + "/" + name);
  }

  /** What protobuf-java makes of the bytes, which is another opinion than the engine's. */
  public DynamicMessage parse(String messageType, byte[] wire)
      throws InvalidProtocolBufferException {
    return DynamicMessage.parseFrom(descriptor(messageType), wire, extensions);
  }

  private Descriptor descriptor(String messageType) {
    for (FileDescriptor file : schema.files()) {
      String prefix = file.getPackage() + ".";
      Descriptor found =
          messageType.startsWith(prefix)
              ? file.findMessageTypeByName(messageType.substring(prefix.length()))
              : null;
      if (found != null) {
        return found;
      }
    }
    throw new IllegalArgumentException("no message type " + messageType);
  }

  public boolean knows(String messageType) {
    return rpcs.containsKey(messageType);
  }

  /**
   * Reads JSON.
   *
   * @throws RequestFault for text that is no message of the type
   */
  public byte[] toWire(String messageType, byte[] json, boolean ignoreUnknown) {
    RouteMatch.Found<CompiledMethod> found = find(messageType, ignoreUnknown);
    try (RequestEncoder encoder = found.target().request(workspace, found, null, null)) {
      encoder.write(json, 0, json.length);
      return encoder.finish();
    }
  }

  /**
   * Prints JSON.
   *
   * @throws WireException for bytes that are no message of the type, or one that has no JSON
   */
  public byte[] toJson(String messageType, byte[] wire) {
    CompiledMethod method = find(messageType, false).target();
    ResponseDecoder decoder = method.response(workspace, method.print());
    decoder.decode(wire, 0, wire.length);
    return Arrays.copyOf(decoder.array(), decoder.length());
  }

  private RouteMatch.Found<CompiledMethod> find(String messageType, boolean ignoreUnknown) {
    CompiledApi api = ignoreUnknown ? lenient : strict;
    return switch (api.match("POST", "/" + rpcs.get(messageType))) {
      case RouteMatch.Found<CompiledMethod> found -> found;
      default -> throw new IllegalArgumentException("no message type " + messageType);
    };
  }
}
