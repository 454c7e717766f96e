package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** Follows a file of a message, or stops, for all devices of the person (HCL-32). */
public final class FollowFile {
  private final AccessGate gate;
  private final Database database;
  private final FileFollowStore store = new FileFollowStore();

  public FollowFile(AccessGate gate, Database database) {
    this.gate = gate;
    this.database = database;
  }

  public CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.FollowFile command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    database.write(handle -> change(handle, permit, command));
    Tag tag =
        new Tag.Conversation(permit.conversation().domain(), command.conversation(), permit.asOf());
    return CompletableFuture.completedFuture(Answer.of(tag, new Done()));
  }

  private boolean change(Handle handle, ReadPermit permit, InboxCommand.FollowFile command) {
    if (!store.sees(handle, permit, command.pos(), command.file())) {
      throw Failure.notFound();
    }
    if (!command.on()) {
      store.unfollow(handle, permit, command.file());
    } else if (!store.follow(handle, permit, command.file())) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "file: %d are followed (expected: at most %d)"
              .formatted(Limits.FILES_FOLLOWED_MAX, Limits.FILES_FOLLOWED_MAX));
    }
    return command.on();
  }
}
