package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.notify.rule.Keyword;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Changes what a person wants to hear of. Each change replaces what was said before, so that it may
 * be sent again; the person's other devices are told to ask again.
 */
public final class ChangeWishes {
  private final AccessGate gate;
  private final Database database;
  private final Sessions sessions;
  private final Notices signals;
  private final MailStops stops;
  private final SettingStore store = new SettingStore();

  /** {@code signals} reach the person's other devices. */
  public ChangeWishes(
      AccessGate gate, Database database, Sessions sessions, Notices signals, MailStops stops) {
    this.gate = gate;
    this.database = database;
    this.sessions = sessions;
    this.signals = signals;
    this.stops = stops;
  }

  /** {@code notify.set}: who wants mails again takes back that they stopped them by a link. */
  public CompletionStage<Answer<Done>> set(Caller caller, InboxCommand.SetNotify command) {
    return own(
        caller,
        handle -> {
          AccountId account = caller.account();
          store.say(
              handle,
              account,
              SettingStore.EVERYWHERE,
              new SettingStore.Said(command.level(), command.mail(), Optional.empty()));
          if (!command.mail().equals(Optional.of(NoticeMail.OFF))) {
            store
                .address(handle, account)
                .ifPresent(address -> stops.wantNotices(handle, new EmailAddress(address)));
          }
        });
  }

  /** {@code notify.quiet}. */
  public CompletionStage<Answer<Done>> quiet(Caller caller, InboxCommand.SetQuiet command) {
    return own(caller, handle -> store.quiet(handle, caller.account(), command.quiet()));
  }

  /** {@code notify.keywords}. */
  public CompletionStage<Answer<Done>> keywords(Caller caller, InboxCommand.SetKeywords command) {
    List<String> keywords = command.keywords();
    if (keywords.stream().anyMatch(it -> Keyword.of(it).terms().isEmpty())) {
      throw Failure.invalid("keywords: one without a word (expected: letters, digits or an emoji)");
    }
    return own(caller, handle -> store.keywords(handle, caller.account(), keywords));
  }

  /** {@code notify.conversation_set}. */
  public CompletionStage<Answer<Done>> conversation(
      Caller caller, InboxCommand.SetConversationNotify command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    Tag tag =
        new Tag.Conversation(permit.conversation().domain(), command.conversation(), permit.asOf());
    SettingStore.Said said =
        new SettingStore.Said(command.level(), command.mail(), command.mutedUntil());
    return changed(
        caller,
        tag,
        Optional.of(command.conversation()),
        handle -> store.say(handle, caller.account(), command.conversation().value(), said));
  }

  private CompletionStage<Answer<Done>> own(Caller caller, Consumer<Handle> change) {
    return changed(caller, Tag.OWN, Optional.empty(), change);
  }

  private CompletionStage<Answer<Done>> changed(
      Caller caller, Tag tag, Optional<ConversationId> conversation, Consumer<Handle> change) {
    database.write(handle -> {
      change.accept(handle);
      return tag;
    });
    signals.sendToOthers(sessions, caller, tag, new Event.NotifyChanged(conversation));
    return CompletableFuture.completedFuture(Answer.of(tag, new Done()));
  }
}
