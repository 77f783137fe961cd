package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where an upstream's schema comes from.
 *
 * @param descriptorSet a Spring resource location ({@code file:...}, {@code classpath:...}) of a
 *     serialized {@code google.protobuf.FileDescriptorSet}, imports included
 */
public record SchemaSettings(@DefaultValue("") String descriptorSet) {

  public SchemaSettings {
    Bounds.notBlank("schema.descriptor-set", descriptorSet);
  }
}
