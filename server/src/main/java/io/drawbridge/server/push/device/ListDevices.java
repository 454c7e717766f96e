package io.drawbridge.server.push.device;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.push.PushDevice;
import io.drawbridge.protocol.result.SessionResult.PushDevices;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.push.web.VapidKeys;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code push.list}: the caller's own devices, and the key with which browsers subscribe. */
public final class ListDevices implements Handler<SessionCommand.ListPush, PushDevices> {
  private final Database database;
  private final VapidKeys keys;
  private final boolean gateway;
  private final PushDeviceStore store = new PushDeviceStore();

  /** {@code gateway}: apps can be reached. */
  public ListDevices(Database database, VapidKeys keys, boolean gateway) {
    this.database = database;
    this.keys = keys;
    this.gateway = gateway;
  }

  @Override
  public CompletionStage<Answer<PushDevices>> handle(
      Caller caller, SessionCommand.ListPush command) {
    List<PushDevice> devices = database.query(handle -> store.of(handle, caller.account()));
    return CompletableFuture.completedFuture(
        Answer.own(new PushDevices(devices, keys.key().written(), gateway)));
  }
}
