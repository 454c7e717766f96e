package io.drawbridge.load.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what a restarted server has with what was acknowledged before. */
final class Aftermath {
  private final HttpDoor door;
  private final Workspace workspace;
  private final ConversationId group;
  private final Ledger ledger;

  Aftermath(HttpDoor door, Workspace workspace, ConversationId group, Ledger ledger) {
    this.door = door;
    this.workspace = workspace;
    this.group = group;
    this.ledger = ledger;
  }

  void everySendIsThereOnce() {
    Map<String, Long> stored = new HashMap<>();
    List<String> twice = new ArrayList<>();
    long after = 0;
    MessageResult.History page;
    do {
      page =
          door.call(
              workspace.owner(),
              new MessageCommand.ShowHistory(
                  group, Optional.empty(), Optional.of(after), Optional.empty(), Optional.of(100)));
      for (Message message : page.messages()) {
        String text = message.text().orElseThrow();
        if (stored.put(text, message.pos()) != null) {
          twice.add(text);
        }
        after = message.pos();
      }
    } while (page.moreAfter());
    assertThat(twice).isEmpty();
    assertThat(stored).containsExactlyInAnyOrderEntriesOf(ledger.sends());
  }

  void everyMarkIsAtLeastWhereItWas(AccountResult.Tokens reader) {
    long stored =
        inbox(reader).stream()
            .filter(entry -> entry.conversation().id().equals(group))
            .mapToLong(InboxEntry::readPos)
            .findFirst()
            .orElseThrow();
    assertThat(ledger.marks()).containsOnlyKeys(reader.account());
    assertThat(stored).isGreaterThanOrEqualTo(ledger.marks().get(reader.account()));
  }

  /** Opens every link; {@code kills}: how many mails may have been sent once more. */
  void everyInvitationIsThereOnceAndItsLinkWorks(MailSink mails, int kills)
      throws InterruptedException {
    List<String> open =
        roster().stream()
            .filter(entry -> entry.state() == RosterState.INVITED)
            .map(entry -> entry.email().orElseThrow())
            .toList();
    assertThat(open).containsExactlyInAnyOrderElementsOf(ledger.invited());

    Set<AccountId> came = new HashSet<>();
    int mailedTwice = 0;
    for (String address : ledger.invited()) {
      Secret link = new Secret(mails.nextToken(address));
      AccountResult.Tokens person =
          door.call(new AccountCommand.Redeem(link, Optional.of("Guest"), Optional.empty(), "test"))
              .tokens();
      door.call(person, newest());
      came.add(person.account());
      mailedTwice += mails.nextToken(address, Duration.ZERO).isPresent() ? 1 : 0;
    }
    // One mail is on its way at a time: killed between the mail server's word and our own commit,
    // it is sent again with the same message id.
    assertThat(mailedTwice).isLessThanOrEqualTo(kills);
    assertThat(came).hasSameSizeAs(ledger.invited());
    assertThat(people()).containsAll(came).doesNotHaveDuplicates();
  }

  void everyRemovedPersonIsOut() {
    List<AccountResult.Tokens> removed = ledger.removed();
    assertThat(people())
        .doesNotContainAnyElementsOf(removed.stream().map(AccountResult.Tokens::account).toList());
    for (AccountResult.Tokens person : removed) {
      assertNotFound(person, newest());
      assertNotFound(person, send("still here?"));
      assertThat(inbox(person)).isEmpty();
    }
  }

  /** The owner says something more. */
  void say(String text) {
    door.call(workspace.owner(), send(text));
  }

  private void assertNotFound(AccountResult.Tokens person, MessageCommand<?> command) {
    assertThatThrownBy(() -> door.call(person, command))
        .isInstanceOfSatisfying(
            HttpDoor.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private MessageCommand.Send send(String text) {
    return new MessageCommand.Send(workspace.clientId(), group, text, Optional.empty());
  }

  private MessageCommand.ShowHistory newest() {
    return new MessageCommand.ShowHistory(
        group, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1));
  }

  private List<InboxEntry> inbox(AccountResult.Tokens person) {
    return door.call(person, new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
        .entries();
  }

  private List<AccountId> people() {
    return roster().stream().flatMap(entry -> entry.person().stream()).map(Person::id).toList();
  }

  private List<RosterEntry> roster() {
    List<RosterEntry> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      ConversationResult.Roster page =
          door.call(
              workspace.owner(),
              new ConversationCommand.ShowRoster(group, after, Optional.of(200)));
      all.addAll(page.entries());
      after = page.next();
    } while (after.isPresent());
    return all;
  }
}
