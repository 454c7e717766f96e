package io.drawbridge.server.resume;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.Elsewhere;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Follows a conversation or stops to, on all the person's devices, from now on. */
final class FollowConversation {
  private final AccessGate gate;
  private final InterestStore store;
  private final Sessions sessions;
  private final RequestKeys keys;

  FollowConversation(AccessGate gate, InterestStore store, Sessions sessions, RequestKeys keys) {
    this.gate = gate;
    this.store = store;
    this.sessions = sessions;
    this.keys = keys;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InterestCommand.Follow command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    store.follow(permit, command.on(), keys.of(caller, command));
    for (Session session : sessions.of(caller.account())) {
      session
          .attachments()
          .get(Followed.class)
          .ifPresent(followed -> followed.set(command.conversation(), command.on()));
    }
    sessions
        .elsewhere()
        .tell(new Elsewhere.Word.Followed(caller.account(), command.conversation(), command.on()));
    Tag tag =
        new Tag.Conversation(permit.conversation().domain(), command.conversation(), permit.asOf());
    return CompletableFuture.completedFuture(Answer.of(tag, new Done()));
  }
}
