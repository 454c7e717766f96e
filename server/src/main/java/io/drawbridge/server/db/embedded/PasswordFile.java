package io.drawbridge.server.db.embedded;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The random password of the embedded database: one line of 64 hexadecimal digits, mode 0600. */
@LetsOut(Surface.DATA_FOLDER)
final class PasswordFile {
  private static final int BYTES = 32;

  private PasswordFile() {}

  static String readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    return Files.readString(file).strip();
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    byte[] line = (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
    // Written aside and moved, so that a crash never leaves half a password.
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    try (SeekableByteChannel out =
        Files.newByteChannel(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Folders.attributes("rw-------"))) {
      out.write(ByteBuffer.wrap(line));
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
