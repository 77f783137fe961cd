package bluehub.openapi;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.PrintOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the documents that {@code lint.sh} has others check. */
final class LintDocuments {
  private LintDocuments() {}

  /**
   * @param folder where to
   */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    DocumentOptions options = DocumentOptions.of("Sample", "1");
    write(folder, "sample", ApiDocument.of(options, Schemas.sample()));
    List<ApiOperation> nasty = new ArrayList<>(Schemas.operations("nasty", "nasty.v1"));
    write(folder, "nasty", ApiDocument.of(options, nasty));
    // Beside it the same from another upstream in another style, and errors in the other form.
    PrintOptions print = PrintOptions.DEFAULT.withProtoNames(true).withEnumNumbers(true);
    List<ApiOperation> several = new ArrayList<>();
    for (ApiOperation operation : Schemas.operations("one", "twin.one")) {
      several.add(new ApiOperation(operation.binding(), "one", print, 201));
    }
    several.addAll(Schemas.operations("two", "twin.two"));
    several.add(new ApiOperation(Schemas.nasty("PutKinds"), "three", print, 200));
    several.add(new ApiOperation(Schemas.nasty("PutFile"), "three", print, 204));
    several.add(new ApiOperation(Schemas.nasty("Check"), "two"));
    several.add(new ApiOperation(Schemas.nasty("RunThing"), "two"));
    write(folder, "several", ApiDocument.of(options.withErrors(ErrorFormat.PROBLEM), several));
    write(folder, "empty", ApiDocument.of(options, List.of()));
  }

  private static void write(Path folder, String name, ApiDocument document) throws IOException {
    Files.write(folder.resolve(name + ".json"), document.json());
    Files.write(folder.resolve(name + ".yaml"), document.yaml());
    Path schemas = folder.resolve(name);
    Files.createDirectories(schemas);
    for (String type : document.typeNames()) {
      byte[] schema = document.jsonSchema(type);
      if (schema != null) {
        Files.write(schemas.resolve(type + ".json"), schema);
      }
    }
  }
}
