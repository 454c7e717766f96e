package io.drawbridge.client.push;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.SessionResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about the account's devices that are pushed to. */
public final class Pushes {

  private final Commands commands;

  /** Sends them by these commands. */
  public Pushes(Commands commands) {
    this.commands = commands;
  }

  /** Has a device pushed to until this session ends. */
  public CompletableFuture<SessionResult.PushSubscribed> subscribe(PushTarget target, String name) {
    return subscribe(target, name, true);
  }

  /**
   * The same.
   *
   * @param endsWithSession if not, it is pushed to until it is unsubscribed, or no session is left
   */
  public CompletableFuture<SessionResult.PushSubscribed> subscribe(
      PushTarget target, String name, boolean endsWithSession) {
    return commands.call(
        new SessionCommand.SubscribePush(
            commands.nextClientId(), target, name, Optional.of(endsWithSession)));
  }

  /** Lists the devices, and the key with which browsers subscribe. */
  public CompletableFuture<SessionResult.PushDevices> list() {
    return commands.call(new SessionCommand.ListPush());
  }

  /** Has a device pushed to no more; when this completes nothing more leaves. */
  public CompletableFuture<Done> unsubscribe(PushDeviceId device) {
    return commands.call(new SessionCommand.UnsubscribePush(commands.nextClientId(), device));
  }
}
