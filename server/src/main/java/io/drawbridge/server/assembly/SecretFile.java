package io.drawbridge.server.assembly;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A key, kept in the data folder for nobody but the server's user. */
@LetsOut(Surface.DATA_FOLDER)
final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /**
   * Reads the key, or makes it at the first start.
   *
   * @throws IOException if it cannot be read or written, has another length, or others may read it
   */
  static byte[] readOrMake(Path file, int bytes, Supplier<byte[]> fresh) throws IOException {
    if (!Files.exists(file)) {
      make(file, fresh.get());
    }
    return read(file, bytes);
  }

  /**
   * Reads a key that is there.
   *
   * @throws IOException as {@link #readOrMake}
   */
  static byte[] read(Path file, int bytes) throws IOException {
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      throw new IOException("%s: others may read it (expected: mode 0600)".formatted(file));
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != bytes) {
      throw new IOException("%s: %d bytes (expected: %d)".formatted(file, key.length, bytes));
    }
    return key;
  }

  /** Writes the key whole under another name first, so that a crash leaves no half key. */
  private static void make(Path file, byte[] key) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.write(fresh, key);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file);
    }
  }
}
