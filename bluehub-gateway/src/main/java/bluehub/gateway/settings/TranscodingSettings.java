package bluehub.gateway.settings;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.route.ConflictPolicy;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the rules of transcoding leave a choice, what this gateway chooses; docs/contract.md has
 * the rules.
 *
 * @param unknownFields what becomes of query parameters and JSON fields that the schema lacks:
 *     refused, let pass and listed in a {@code Warning} header, or let pass (rule 13)
 * @param refuseDifferingPath whether a query or body that gives a field of the path another value
 *     is 400; otherwise the path wins (rule 10)
 * @param ignoreUnexpectedBody whether a body is ignored where the rule has none; otherwise 400
 *     (rule 11)
 * @param keepReserved whether variables of several segments keep the escapes of all reserved
 *     characters; otherwise that of the slash alone (rule 2)
 * @param stripTrailingSlash whether a path with a slash at its end is the path without it (rule 7)
 * @param conflicts whether two rules of the same method and shape refuse the schema, or the one
 *     declared first wins (rule 5)
 * @param errors how errors are told: as google.rpc.Status or as problem details (rule 21)
 * @param print how answers are printed where a request asks for nothing else (rule 19)
 */
public record TranscodingSettings(
    @DefaultValue("strict") UnknownFields unknownFields,
    @DefaultValue("false") boolean refuseDifferingPath,
    @DefaultValue("false") boolean ignoreUnexpectedBody,
    @DefaultValue("false") boolean keepReserved,
    @DefaultValue("false") boolean stripTrailingSlash,
    @DefaultValue("refuse") ConflictPolicy conflicts,
    @DefaultValue("status") ErrorFormat errors,
    @DefaultValue PrintSettings print) {

  /**
   * How answers are printed.
   *
   * @param defaults whether fields are printed that have their default value
   * @param protoNames whether fields are named as in the proto file
   * @param enumNumbers whether enums are printed as numbers
   * @param pretty whether the text has line breaks and indents
   */
  public record PrintSettings(
      @DefaultValue("false") boolean defaults,
      @DefaultValue("false") boolean protoNames,
      @DefaultValue("false") boolean enumNumbers,
      @DefaultValue("false") boolean pretty) {}
}
