package io.drawbridge.client.testkit;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LimitsView;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Knows who signs in at a {@link FakeChatServer}, and what it says unless scripted otherwise. */
public final class FakeWorld {

  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  /** Unscripted sends get positions from here on, far from those that a test thinks of. */
  private static final long FIRST_SENT = 1_000_000;

  private final Person self = new Person(new AccountId(1), "Self", false, false);
  private final SessionId session = new SessionId(1);
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger sinces = new AtomicInteger();
  private final AtomicLong positions = new AtomicLong(FIRST_SENT);
  private volatile Duration tokenLifetime = TOKEN_LIFETIME;
  private volatile List<ConversationId> inbox = List.of();

  FakeWorld() {}

  /** Names who signs in. */
  public Person self() {
    return self;
  }

  /** Makes somebody else. */
  public Person person(long number, String name) {
    return new Person(new AccountId(number), name, false, false);
  }

  /** Makes another bot. */
  public Person bot(long number, String name) {
    return new Person(new AccountId(number), name, false, true);
  }

  /** Shows these conversations in the inbox from now on; nothing was said in them yet. */
  public void inbox(ConversationId... conversations) {
    inbox = List.of(conversations);
  }

  /** Lets access tokens live this long from now on. */
  public void tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
  }

  /** Makes new tokens: the n-th have the texts {@code access-n} and {@code refresh-n}. */
  public AccountResult.Tokens tokens() {
    int number = tokens.incrementAndGet();
    return new AccountResult.Tokens(
        new Secret("access-" + number),
        Instant.now().plus(tokenLifetime),
        new Secret("refresh-" + number),
        self.id(),
        session);
  }

  /** Makes a greeting. */
  public Hello hello() {
    return new Hello(
        session,
        self.id(),
        Instant.now(),
        ProtocolVersion.CURRENT,
        List.of(),
        LimitsView.current(),
        since());
  }

  /** Makes an open thread. */
  public ConversationView conversation(ConversationId id, String name) {
    return new ConversationView(
        id,
        ConversationKind.THREAD,
        Optional.empty(),
        name,
        Optional.empty(),
        ConversationState.OPEN,
        false,
        false,
        false,
        Optional.of(0),
        Optional.empty(),
        false,
        ConversationRole.MEMBER,
        Optional.empty(),
        true,
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** Makes a message somebody sent. */
  public LogEvent.MessagePosted posted(
      ConversationId conversation, long pos, Person author, String text) {
    return new LogEvent.MessagePosted(
        conversation,
        pos,
        new Message(
            conversation,
            pos,
            author,
            Optional.of(text),
            Instant.now(),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of()));
  }

  /** Makes the entry of a conversation in the inbox: all of it was read. */
  public InboxEntry listed(ConversationId id, long head) {
    return new InboxEntry(conversation(id, "Any"), Optional.empty(), head, false, 0, 0, 0, false);
  }

  /** Makes an answer to resume with nothing but these conversations open. */
  public SessionResult.Resumed resumed(List<ConversationId> opened) {
    return resumed(List.of(), opened);
  }

  /** Makes an answer to resume that tells how far conversations have got. */
  public SessionResult.Resumed resumed(List<Head> heads, List<ConversationId> opened) {
    return new SessionResult.Resumed(
        since(), false, List.of(), List.of(), List.of(), heads, opened);
  }

  /** Makes an answer to resume by which everything is new, but what was open continues. */
  public SessionResult.Resumed resync(List<ConversationId> opened) {
    return new SessionResult.Resumed(
        since(), true, List.of(), List.of(), List.of(), List.of(), opened);
  }

  /** Makes a new {@code since}. */
  public String since() {
    return "since-" + sinces.incrementAndGet();
  }

  Script usual(Command<?> command) {
    return switch (command) {
      case AccountCommand.SignIn signIn -> Script.answer(tokens());
      case AccountCommand.SignInBot signIn -> Script.answer(tokens());
      case SessionCommand.Refresh refresh -> Script.answer(tokens());
      case AccountCommand.Redeem redeem ->
          Script.answer(new AccountResult.Redeemed(tokens(), Optional.empty(), Optional.empty()));
      case InvitationCommand.Claim claim ->
          Script.answer(new AccountResult.Redeemed(tokens(), Optional.empty(), Optional.empty()));
      case AccountCommand.Me me ->
          Script.answer(
              new AccountResult.Me(self.id(), self.name(), Optional.empty(), false, List.of()));
      case SessionCommand.Start start -> Script.answer(new Done());
      case SessionCommand.Renew renew ->
          Script.answer(new SessionResult.Renewed(Instant.now().plus(tokenLifetime)));
      case SessionCommand.Resume resume ->
          Script.answer(resumed(resume.cursors().stream().map(Cursor::conversation).toList()));
      case InterestCommand.Open open ->
          Script.answer(
              new InterestResult.Opened(
                  conversation(open.conversation(), "Conversation"), open.cursor().orElse(0L)));
      case InterestCommand.Close close -> Script.answer(new Done());
      case SessionCommand.Purged purged -> Script.answer(new Done());
      case InboxCommand.ListInbox list ->
          Script.answer(
              new InboxResult.Inbox(
                  inbox.stream().map(id -> listed(id, 0)).toList(), Optional.empty()));
      case MessageCommand.Send send ->
          Script.answer(
              new MessageResult.Sent(
                  send.conversation(), positions.getAndIncrement(), Instant.now()));
      case InboxCommand.ListMentions list -> Script.answer(new InboxResult.Mentions(List.of()));
      default -> FakeChatServer.unscripted();
    };
  }

  /** The greeting follows the answer to the first command. */
  void after(Command<?> command, FakeConnection connection) {
    if (command instanceof SessionCommand.Start) {
      connection.send(hello());
    }
  }
}
