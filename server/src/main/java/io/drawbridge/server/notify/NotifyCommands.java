package io.drawbridge.server.notify;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.feature.Features;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.notify.judge.Judging;
import io.drawbridge.server.notify.judge.NoticeTrim;
import io.drawbridge.server.notify.mail.MailTimes;
import io.drawbridge.server.notify.mail.NoticeLetters;
import io.drawbridge.server.notify.mail.NoticeMailTask;
import io.drawbridge.server.notify.mail.NoticeMails;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.notify.setting.ChangeWishes;
import io.drawbridge.server.notify.setting.FollowFile;
import io.drawbridge.server.notify.setting.ListNotices;
import io.drawbridge.server.notify.setting.LiveNotices;
import io.drawbridge.server.notify.setting.ShowWishes;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells people what events mean for them: commands, the judging of what was said, and mails. */
public final class NotifyCommands implements Feature {
  private static final Duration JUDGE_EVERY = Duration.ofMillis(500);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
  private static final Duration MAIL_EVERY = Duration.ofSeconds(5);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private final ListNotices list;
  private final LiveNotices live;
  private final ShowWishes show;
  private final ChangeWishes change;
  private final FollowFile follow;
  private final Judging judging;
  private final NoticeTrim trim;
  private final NoticeMails planned;
  private final NoticeMailTask mailing;
  private final NoticeLetters letters;

  /**
   * @param features of which each may hear of notices; they are asked when there are some
   * @param mailsAfter how long a mail about a message waits
   */
  public NotifyCommands(
      Platform platform,
      Access access,
      Delivery delivery,
      Sessions sessions,
      Mails mails,
      Features features,
      Duration mailsAfter) {
    MailTimes times = new MailTimes(mailsAfter);
    Database database = platform.database();
    Notices signals = new Notices(platform.codec());
    this.list = new ListNotices(database, access);
    this.live = new LiveNotices(database, sessions, signals, list, platform.metrics());
    this.show = new ShowWishes(access.gate(), database, mails.stops());
    this.change = new ChangeWishes(access.gate(), database, sessions, signals, mails.stops());
    this.follow = new FollowFile(access.gate(), database);
    this.judging = new Judging(platform, features::noticeListeners);
    delivery.listen(judging::heard);
    this.trim = new NoticeTrim(database, judging);
    this.planned = new NoticeMails(times, platform.ids());
    this.mailing = new NoticeMailTask(database, platform.clock(), mails.outbox(), times);
    this.letters = new NoticeLetters(access.gate(), mails.letters());
  }

  @Override
  public void register(Commands commands) {
    commands.on(InboxCommand.ListNotices.class, list::handle);
    commands.on(InboxCommand.ShowNotify.class, show::all);
    commands.on(InboxCommand.ShowConversationNotify.class, show::one);
    commands.on(InboxCommand.SetNotify.class, change::set);
    commands.on(InboxCommand.SetQuiet.class, change::quiet);
    commands.on(InboxCommand.SetKeywords.class, change::keywords);
    commands.on(InboxCommand.SetConversationNotify.class, change::conversation);
    commands.on(InboxCommand.FollowFile.class, follow::handle);
  }

  /**
   * Judges what was heard, and then what nobody was told of. Blocks. Only tests call it, which do
   * not wait for the clock.
   */
  public void judge() {
    judging.judgeHeard();
    judging.sweep();
  }

  /**
   * Hands over the mails that are due. Blocks. Only tests call it, which do not wait for the clock.
   */
  public void mail() {
    mailing.handOver();
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.NOTICES, letters);
  }

  @Override
  public List<NoticeListener> noticeListeners() {
    return List.of(planned);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("judging what was said", JUDGE_EVERY, judging::judgeHeard),
        new PeriodicTask("telling of new notices", TELL_EVERY, live),
        new PeriodicTask("judging what was not heard", SWEEP_EVERY, judging::sweep),
        new PeriodicTask("mails about notices", MAIL_EVERY, mailing::handOver),
        new PeriodicTask("old notices", FORGET_EVERY, trim),
        new PeriodicTask("old mails about notices", FORGET_EVERY, mailing::forgetOld));
  }
}
