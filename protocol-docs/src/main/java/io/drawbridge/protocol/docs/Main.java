package io.drawbridge.protocol.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what is made of the records: {@code ./drawbridge docs}. */
public final class Main {
  private Main() {}

  /**
   * Writes the page, and the types and tables of the JavaScript SDK.
   *
   * @param args the paths of the page and of the SDK's folder of modules
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), ProtocolDocs.page());
    Path sdk = Path.of(args[1]);
    Files.writeString(sdk.resolve("protocol.d.ts"), ProtocolDocs.types());
    Files.writeString(sdk.resolve("protocol.js"), ProtocolDocs.tables());
  }
}
