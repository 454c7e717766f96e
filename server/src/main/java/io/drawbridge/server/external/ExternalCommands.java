package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.workspace.guest.GuestInvitations;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The commands about all externals of a workspace, ready to be registered. */
public final class ExternalCommands implements Feature {
  private static final Duration REMIND_EVERY = Duration.ofSeconds(10);

  private final LookAtExternals look;
  private final PreviewEnd preview;
  private final EndExternals end;
  private final DateExternals date;
  private final AnswerForExternals answer;
  private final TermReminders reminders;
  private final ConfirmReminders confirming;
  private final OrphanNotices orphaned;

  public ExternalCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      Invitations invitations,
      JoinEnds joins,
      GuestInvitations guests,
      Mails mails,
      PrivilegedReads reads) {
    this.look = new LookAtExternals(gate, new ExternalConsole(platform.database(), reads));
    this.preview = new PreviewEnd(gate, platform.database(), invitations, joins);
    this.end = new EndExternals(gate, platform.database(), changes, invitations, joins, guests);
    this.date = new DateExternals(gate, platform.clock(), changes, invitations);
    this.answer = new AnswerForExternals(gate, changes);
    this.reminders = new TermReminders(platform.database(), mails);
    this.confirming = new ConfirmReminders(platform.database(), mails);
    this.orphaned = new OrphanNotices(platform.database(), mails);
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(
        MailKind.EXPIRING, reminders, MailKind.CONFIRMING, confirming, MailKind.ORPHANED, orphaned);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("telling of coming ends", REMIND_EVERY, reminders::remind),
        new PeriodicTask("asking to confirm externals", REMIND_EVERY, confirming::tell),
        new PeriodicTask("telling of orphaned externals", REMIND_EVERY, orphaned::tell));
  }

  @Override
  public void register(Commands commands) {
    look.register(commands);
    commands.on(ExternalCommand.PreviewEnd.class, preview);
    commands.on(ExternalCommand.End.class, end);
    commands.on(ExternalCommand.SetUntil.class, date);
    commands.on(ExternalCommand.HandOver.class, answer::handOver);
    commands.on(ExternalCommand.Confirm.class, answer::confirm);
  }
}
