package io.drawbridge.server.retention;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;

/** The command that deletes conversations, and the work that deletes content. */
public final class RetentionCommands implements Feature {
  private static final Duration EMPTY_EVERY = Duration.ofSeconds(10);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

  private final DeleteConversation delete;
  private final Deletions deletions;
  private final ForgetOld old;

  public RetentionCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      Invitations invitations,
      JoinEnds joins) {
    PartOfDeletion parts = new PartOfDeletion(invitations, joins);
    this.deletions = new Deletions(platform.database(), changes, parts);
    this.delete = new DeleteConversation(gate, changes, parts, deletions, platform.threads());
    this.old = new ForgetOld(platform.database());
    platform.metrics().gauge(MetricName.CONTENT_DELETING, deletions, Deletions::waiting);
  }

  @Override
  public void register(Commands commands) {
    commands.on(ConversationCommand.Delete.class, delete);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("emptying deleted conversations", EMPTY_EVERY, deletions::round),
        new PeriodicTask("forgetting what is too old", FORGET_EVERY, old::round));
  }

  @Override
  public void close() {
    deletions.close();
    old.close();
  }
}
