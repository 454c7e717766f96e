package io.drawbridge.server.assembly;

import io.drawbridge.server.audit.chain.SigningKeys;
import io.drawbridge.server.db.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of an installation, each for its own purpose. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record Keys(
    byte[] accessTokens, byte[] apiTokens, byte[] mailStops, byte[] bounces, SigningKeys audit) {
  private static final int BYTES = 32;
  private static final String AUDIT = "audit-signing.key";

  /** The names of the files that a server has its keys in; the last is there after a change. */
  public static final List<String> FILES =
      List.of(
          "access-token.key",
          "api-token.key",
          "mail-stop.key",
          "mail-bounce.key",
          AUDIT,
          AUDIT + ".old");

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
          AuditKeyFile.readOrMake(folder.resolve(AUDIT), random));
    } catch (IOException e) {
      throw new StartTrouble("the server's keys cannot be used: " + e.getMessage());
    }
  }

  /**
   * Returns the hashes of the keys that are there, by the names of their files: they tell whether
   * two are the same, and nothing else.
   *
   * @throws StartTrouble if one cannot be read
   */
  public static Map<String, String> hashes(Path folder) {
    Map<String, String> hashes = new TreeMap<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try {
          hashes.put(name, HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file))));
        } catch (IOException e) {
          throw new StartTrouble("%s cannot be read: %s".formatted(file, e));
        }
      }
    }
    return hashes;
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
