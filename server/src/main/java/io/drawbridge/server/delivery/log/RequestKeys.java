package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;

/**
 * Names a mutating command for idempotency, by its account, its client id, and a hash of its
 * content.
 */
public final class RequestKeys {
  private final FrameCodec codec;

  /** The codec that the doors use, so that both give the same command the same hash. */
  public RequestKeys(FrameCodec codec) {
    this.codec = codec;
  }

  /** The key of a command as its caller sent it. */
  public <C extends Command<?> & Mutation> RequestKey of(Caller caller, C command) {
    return new RequestKey(caller.account(), command.clientId(), Sha256.of(codec.json(command)));
  }

  /**
   * The key of one further step of the same command. A client cannot have sent it: client ids have
   * no spaces.
   */
  public <C extends Command<?> & Mutation> RequestKey step(Caller caller, C command, String step) {
    RequestKey whole = of(caller, command);
    return new RequestKey(whole.account(), whole.clientId() + " " + step, whole.bodyHash());
  }
}
