package io.drawbridge.server.assembly;

import io.drawbridge.server.audit.chain.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The keys of an installation, each for its own purpose. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record Keys(
    byte[] accessTokens, byte[] apiTokens, byte[] mailStops, byte[] bounces, SigningKeys audit) {
  private static final int BYTES = 32;

  /**
   * Reads the keys that are kept in the data folder, or makes them at the first start.
   *
   * @throws StartTrouble if they cannot be used
   */
  public static Keys readOrMake(Path folder, SecureRandom random) {
    try {
      return new Keys(
          readOrMake(folder, "access-token.key", random),
          readOrMake(folder, "api-token.key", random),
          readOrMake(folder, "mail-stop.key", random),
          readOrMake(folder, "mail-bounce.key", random),
          AuditKeyFile.readOrMake(folder.resolve("audit-signing.key"), random));
    } catch (IOException e) {
      throw new StartTrouble("the server's keys cannot be used: " + e.getMessage());
    }
  }

  private static byte[] readOrMake(Path folder, String name, SecureRandom random)
      throws IOException {
    return SecretFile.readOrMake(
        folder.resolve(name),
        BYTES,
        () -> {
          byte[] key = new byte[BYTES];
          random.nextBytes(key);
          return key;
        });
  }
}
