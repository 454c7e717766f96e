package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Receipt;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The steps that wire tests take again and again, through the real commands and mails. */
public final class TestSteps {
  private static final AtomicLong NUMBER = new AtomicLong();

  private TestSteps() {}

  /** A client id that was not used before. */
  public static String clientId() {
    return "test-" + NUMBER.incrementAndGet();
  }

  public static WorkspaceId workspace(TestDoor person) {
    return person.call(new AccountCommand.Me()).workspaces().getFirst().workspace();
  }

  /** The texts that the person sees, oldest first. */
  public static List<String> texts(TestDoor reader, ConversationId conversation) {
    return reader
        .call(
            new MessageCommand.ShowHistory(
                conversation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .messages()
        .stream()
        .map(Message::text)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Invites a new member by mail, who accepts. */
  public static TestPerson member(TestServer server, TestPerson owner, String name) {
    owner.call(
        new WorkspaceCommand.Invite(
            clientId(),
            workspace(owner),
            TestServer.address(name),
            WorkspaceRole.MEMBER,
            Optional.empty()));
    return server.redeem(name);
  }

  /** Adds an outsider by mail to one conversation, who accepts. */
  public static TestPerson external(
      TestServer server, TestDoor by, ConversationId conversation, String name) {
    addByMail(by, conversation, TestServer.address(name), new HistoryWindow.FromNow());
    return server.redeem(name);
  }

  public static MemberResult.MemberAdded addByMail(
      TestDoor by, ConversationId conversation, String email, HistoryWindow history) {
    return by.call(Adding.email(conversation, email).seeing(history).command());
  }

  public static void setUntil(
      TestDoor by, ConversationId conversation, AccountId person, Optional<Instant> until) {
    by.call(new MemberCommand.SetUntil(clientId(), conversation, person, until, Optional.empty()));
  }

  /** The end of somebody's access, as the roster shows it. */
  public static Optional<Instant> until(
      TestDoor by, ConversationId conversation, AccountId person) {
    return by
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(who -> who.id().equals(person)).isPresent())
        .findFirst()
        .flatMap(RosterEntry::until);
  }

  public static MemberResult.MemberAdded add(
      TestDoor by, ConversationId conversation, AccountId person) {
    return by.call(Adding.person(conversation, person).command());
  }

  /** Takes a person's direct path away. */
  public static MemberResult.Removed remove(
      TestDoor by, ConversationId conversation, AccountId person) {
    return remove(by, conversation, Optional.of(person), Optional.empty(), false);
  }

  /** Takes a person away, whatever path leads there. */
  public static MemberResult.Removed removeAll(
      TestDoor by, ConversationId conversation, AccountId person) {
    return remove(by, conversation, Optional.of(person), Optional.empty(), true);
  }

  /** Takes a group off a thread. */
  public static MemberResult.Removed removeGroup(
      TestDoor by, ConversationId thread, ConversationId group) {
    return remove(by, thread, Optional.empty(), Optional.of(group), false);
  }

  private static MemberResult.Removed remove(
      TestDoor by,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      boolean allPaths) {
    return by.call(
        new MemberCommand.Remove(
            clientId(), conversation, person, group, Optional.empty(), allPaths, Optional.empty()));
  }

  public static Receipt leave(TestDoor by, ConversationId conversation) {
    return by.call(new ConversationCommand.Leave(clientId(), conversation));
  }

  /** Opens the DM with these people, wherever it has its home. */
  public static ConversationView dm(TestDoor by, AccountId... people) {
    return by.call(
            new DmCommand.Open(
                clientId(), Optional.empty(), Arrays.asList(people), Optional.empty()))
        .conversation();
  }

  public static ConversationId group(TestDoor by, String name, AccountId... people) {
    return by.call(
            new GroupCommand.Create(
                clientId(), workspace(by), name, Visibility.PRIVATE, Arrays.asList(people)))
        .conversation()
        .id();
  }

  public static ConversationId thread(TestDoor by, String subject, AccountId... people) {
    return thread(by, subject, Arrays.asList(people), List.of());
  }

  public static ConversationId thread(
      TestDoor by, String subject, List<AccountId> people, List<ConversationId> groups) {
    return by.call(
            new ThreadCommand.Create(
                clientId(), Optional.of(workspace(by)), subject, people, groups, Optional.empty()))
        .conversation()
        .id();
  }

  public static MessageResult.Sent send(TestDoor by, ConversationId conversation, String text) {
    return by.call(new MessageCommand.Send(clientId(), conversation, text, Optional.empty()));
  }

  /** The server answers the command with this error. */
  public static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            TestDoor.Refused.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
