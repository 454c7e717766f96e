package io.drawbridge.server.session;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.Mutation;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.db.RequestKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes the idempotency keys of mutating commands. Thread-safe. */
public final class CommandKeys {
  private final FrameCodec codec;

  public CommandKeys(FrameCodec codec) {
    this.codec = codec;
  }

  /** The key of a command; the same content gives the same hash, whatever door it came through. */
  public <C extends Command<?> & Mutation> RequestKey of(Caller caller, C command) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update((command.type() + '\n').getBytes(StandardCharsets.US_ASCII));
      hash.update(codec.encodeCommand(command));
      return new RequestKey(caller.account(), command.clientId(), hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
