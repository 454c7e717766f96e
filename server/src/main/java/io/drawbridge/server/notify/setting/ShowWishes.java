package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.result.InboxResult.ConversationNotify;
import io.drawbridge.protocol.result.InboxResult.NotifySettings;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.notify.rule.Wishes;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** Shows people what they want to hear of. */
public final class ShowWishes {
  private final AccessGate gate;
  private final Database database;
  private final MailStops stops;
  private final SettingStore store = new SettingStore();

  public ShowWishes(AccessGate gate, Database database, MailStops stops) {
    this.gate = gate;
    this.database = database;
    this.stops = stops;
  }

  /** {@code notify.show}. */
  public CompletionStage<Answer<NotifySettings>> all(
      Caller caller, InboxCommand.ShowNotify command) {
    NotifySettings shown = database.read(handle -> all(handle, caller.account()));
    return CompletableFuture.completedFuture(Answer.own(shown));
  }

  private NotifySettings all(Handle handle, AccountId account) {
    SettingStore.Said said = store.said(handle, account, SettingStore.EVERYWHERE);
    boolean stopped =
        store
            .address(handle, account)
            .filter(address -> stops.noticesStopped(handle, new EmailAddress(address)))
            .isPresent();
    return new NotifySettings(
        said.level().orElse(Wishes.LEVEL),
        stopped ? NoticeMail.OFF : said.mail().orElse(NoticeMail.IMMEDIATE),
        store.quiet(handle, account),
        store.keywords(handle, account));
  }

  /** {@code notify.conversation}. */
  public CompletionStage<Answer<ConversationNotify>> one(
      Caller caller, InboxCommand.ShowConversationNotify command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    SettingStore.OfConversation found =
        database.query(handle -> store.of(handle, permit)).orElseThrow(Failure::notFound);
    Tag tag =
        new Tag.Conversation(permit.conversation().domain(), command.conversation(), permit.asOf());
    return CompletableFuture.completedFuture(
        Answer.of(
            tag,
            new ConversationNotify(
                found.said().level(),
                found.said().mail(),
                found.said().mutedUntil(),
                found.inForce())));
  }
}
