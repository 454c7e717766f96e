package io.drawbridge.protocol.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page: {@code ./drawbridge docs}. */
public final class Main {
  private Main() {}

  /**
   * Writes the page.
   *
   * @param args the page's path
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), ProtocolDocs.page());
  }
}
