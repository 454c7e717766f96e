package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.MailSink;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeMail;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A daily digest of two conversations, of which one is lost while the mail is made and handed over.
 * The other one may be told of all the same.
 */
final class DigestWay implements Way {
  private static final Pattern LOST = Pattern.compile("lost-(\\S+)-lost");
  private static final String KEPT = "kept-";
  private static final int TAKEN = 250;
  private static final int MADE_MS_MAX = 60;

  private final Stage stage;
  private final Map<String, Act> acts = new ConcurrentHashMap<>();
  private final Plans plans = new Plans();

  DigestWay(Stage stage) {
    this.stage = stage;
    stage.testbed().mails().readBy(this::read);
  }

  /** A mail that names both is a digest; one about the addition names one. */
  private void read(MailSink.Mail mail) {
    Matcher found = LOST.matcher(mail.text());
    if (!found.find()) {
      return;
    }
    Act act = acts.get(found.group(1));
    if (act == null) {
      return;
    }
    if (mail.text().contains(KEPT)) {
      boolean _ = plans.met(act.about()).isPresent();
    }
    act.seen().came(act.about(), mail.text().length(), System.nanoTime());
  }

  @Override
  public Guest guest(String name) {
    Guest guest = stage.external(name);
    stage.tell(
        guest.tokens(),
        new InboxCommand.SetNotify(Optional.empty(), Optional.of(NoticeMail.DAILY)));
    return guest;
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    ConversationId lost = stage.workspace().group("lost-%s-lost".formatted(act.about()));
    ConversationId kept = stage.workspace().group(KEPT + act.about());
    acts.put(act.about(), act);
    stage.add(guest, lost);
    stage.add(guest, kept);
    stage.say(lost, "<@%s>".formatted(guest.account()));
    stage.say(kept, "<@%s>".formatted(guest.account()));
    long account = guest.account().value();
    stage.awaitCount(
        2,
        ("select count(*) from notice where account = %d and mail is not null"
                + " and conversation in (%d, %d)")
            .formatted(account, lost.value(), kept.value()));
    boolean raced = act.raced();
    Plans.Step held = plans.held(act.about(), TAKEN);
    // As if it were morning.
    stage.execute(
        "update notice_mail set due_at = clock_timestamp() where not handed and account = "
            + account);
    if (raced) {
      held.goOn();
      stage.awaitCount(
          0, "select count(*) from notice_mail where not handed and account = " + account);
      act.pause(MADE_MS_MAX);
      act.remove(lost, guest.account());
    } else {
      held.await();
      Act.Removal removal = act.begin(lost, guest.account());
      removal.linger();
      held.goOn();
      removal.await();
    }
    return !raced;
  }

  @Override
  public void settle() throws Exception {
    stage.awaitSent("mail");
  }
}
