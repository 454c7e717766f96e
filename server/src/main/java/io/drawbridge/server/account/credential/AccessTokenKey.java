package io.drawbridge.server.account.credential;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The key that signs access tokens, kept in the data folder for nobody but the server's user.
 *
 * <p>Removing the file and starting again makes every earlier access token worthless; refresh
 * tokens stay.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class AccessTokenKey {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private AccessTokenKey() {}

  /**
   * Reads the key, or makes it at the first start.
   *
   * @throws IOException if it cannot be read or written, has another length, or others may read it
   */
  public static byte[] readOrMake(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      make(file, random);
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      throw new IOException("%s: others may read it (expected: mode 0600)".formatted(file));
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != BYTES) {
      throw new IOException("%s: %d bytes (expected: 32)".formatted(file, key.length));
    }
    return key;
  }

  /** Writes the key whole under another name first, so that a crash leaves no half key. */
  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
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
