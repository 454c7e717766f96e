package io.drawbridge.server.db;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Mutation;
import io.drawbridge.protocol.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Identifies one mutating command for idempotency: the same account and client id with the same
 * body gets the first answer again. {@code bodyHash} is SHA-256 of the command's JSON.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the store, never by equals
public record RequestKey(AccountId account, String clientId, byte[] bodyHash) {

  /**
   * The key of a command. Not for a command that carries a password: a fast hash of it must not be
   * stored, so such a command makes its key from what is not secret.
   */
  public static RequestKey of(AccountId account, Mutation command, FrameCodec codec) {
    byte[] json = codec.json(command).getBytes(StandardCharsets.UTF_8);
    return new RequestKey(account, command.clientId(), sha256(json));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
