package io.drawbridge.server.assembly;

import io.drawbridge.server.account.credential.AccessTokenKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The keys of an installation, each for its own purpose. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record Keys(byte[] accessTokens, byte[] apiTokens, byte[] mailStops) {
  /**
   * Reads the keys that are kept in the data folder, or makes them at the first start.
   *
   * @throws StartTrouble if they cannot be used
   */
  public static Keys readOrMake(Path folder, SecureRandom random) {
    try {
      return new Keys(
          AccessTokenKey.readOrMake(folder.resolve("access-token.key"), random),
          AccessTokenKey.readOrMake(folder.resolve("api-token.key"), random),
          AccessTokenKey.readOrMake(folder.resolve("mail-stop.key"), random));
    } catch (IOException e) {
      throw new StartTrouble("the server's keys cannot be used: " + e.getMessage());
    }
  }
}
