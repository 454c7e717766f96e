package io.drawbridge.server.report;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The commands about reports to those who moderate, ready to be registered. */
public final class ReportCommands implements Feature {
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final int FORGET_BATCH = 1_000;

  private final Database database;
  private final ReportStore store = new ReportStore();
  private final int keptDays;
  private final FileReport file;
  private final ListReports list;
  private final ResolveReport resolve;
  private final ReportMails letters;

  /** {@code keptDays}: for how long reports are kept where a workspace says nothing. */
  public ReportCommands(
      Platform platform,
      AccessGate gate,
      Signals signals,
      Mails mails,
      PrivilegedReads reads,
      int keptDays) {
    this.database = platform.database();
    this.keptDays = keptDays;
    this.letters = new ReportMails(database, mails);
    ReportNews news = new ReportNews(database, signals, store);
    this.file = new FileReport(gate, platform, store, news);
    this.list = new ListReports(gate, database, reads);
    this.resolve = new ResolveReport(gate, platform, store, news);
  }

  @Override
  public void register(Commands commands) {
    commands.on(PeopleCommand.FileReport.class, file::handle);
    commands.on(PeopleCommand.ListReports.class, list::handle);
    commands.on(PeopleCommand.ResolveReport.class, resolve::handle);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("forgetting reports", FORGET_EVERY, this::forgetOld),
        new PeriodicTask("telling who moderates", TELL_EVERY, letters::tell));
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.REPORTS, letters);
  }

  /** Forgets those that are older than they are kept, in small transactions. Blocks. */
  void forgetOld() {
    Batches.untilNotFull(
        FORGET_BATCH,
        () -> database.write(handle -> store.forgetOld(handle, keptDays, FORGET_BATCH)));
  }
}
