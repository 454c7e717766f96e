package io.drawbridge.server.notify;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.config.ConfigKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A house with a workspace, whose notices are judged and mailed when a test says so. */
public final class NoticeWorld implements AutoCloseable {
  private static final AtomicLong NUMBER = new AtomicLong();

  public final TestHouse house;
  public final TestHouse.Home home;

  /** Mails leave {@code after} the message, such as {@code 0s}. */
  public NoticeWorld(String after) {
    this(Map.of(ConfigKey.MAIL_NOTICES_AFTER, after));
  }

  /** With some configuration of the test's own. */
  public NoticeWorld(Map<ConfigKey, String> settings) {
    this.house = new TestHouse(settings);
    this.home = house.workspace("North" + NUMBER.incrementAndGet());
  }

  public Caller owner() {
    return home.owner();
  }

  public static String address(String name) {
    return name + NUMBER.incrementAndGet() + "@people.example";
  }

  public Caller member(String name) {
    return house.member(home, address(name));
  }

  /** Somebody from outside, in this conversation alone, with this address. */
  public Caller external(ConversationId conversation, String address) {
    Caller person = house.member(home, address);
    TestHouse.Home other = house.workspace("Other" + NUMBER.incrementAndGet());
    house.seat(other.workspace(), person, WorkspaceRole.MEMBER);
    house.seat(other.workspace(), owner(), WorkspaceRole.MEMBER);
    house.tell(
        owner(),
        new WorkspaceCommand.RemoveMember(house.clientId(), home.workspace(), person.account()));
    add(conversation, person);
    return person;
  }

  /** Adds somebody whom the owner knows. */
  public void add(ConversationId conversation, Caller person) {
    house.tell(owner(), Adding.person(conversation, person.account()).command());
  }

  /** Another device of somebody. */
  public Caller otherDevice(Caller person) {
    return house.caller(
        house
            .open
            .open(Proved.made(person.account(), Proved.By.PASSWORD), "phone")
            .toCompletableFuture()
            .join());
  }

  public ConversationId thread(String subject, Caller... people) {
    return house
        .tell(
            owner(),
            new ThreadCommand.Create(
                house.clientId(),
                Optional.of(home.workspace()),
                subject,
                accounts(people),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  public ConversationId group(String name, Caller... people) {
    return house
        .tell(
            owner(),
            new GroupCommand.Create(
                house.clientId(), home.workspace(), name, Visibility.OPEN, accounts(people)))
        .conversation()
        .id();
  }

  private static List<AccountId> accounts(Caller... people) {
    return Arrays.stream(people).map(Caller::account).toList();
  }

  public long send(Caller by, ConversationId conversation, String text) {
    return house
        .tell(by, new MessageCommand.Send(house.clientId(), conversation, text, Optional.empty()))
        .pos();
  }

  /** Says something that names somebody. */
  public long name(Caller by, ConversationId conversation, Caller named, String text) {
    return send(by, conversation, text + " <@" + named.account() + ">");
  }

  public void remove(ConversationId conversation, Caller person) {
    house.tell(
        owner(),
        new MemberCommand.Remove(
            house.clientId(),
            conversation,
            Optional.of(person.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  /** Judges what was said. */
  public void judge() {
    feature().judge();
  }

  /** Hands over the mails that are due. */
  void mail() {
    feature().mail();
  }

  NotifyCommands feature() {
    return house.core.features().all().stream()
        .filter(NotifyCommands.class::isInstance)
        .map(NotifyCommands.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** What somebody is told of, but for their additions; the newest first. */
  List<NoticeView> notices(Caller person) {
    return house
        .tell(person, new InboxCommand.ListNotices(Optional.empty(), Optional.empty()))
        .notices()
        .stream()
        .filter(it -> it.cause() != NoticeCause.ADDED)
        .toList();
  }

  List<NoticeCause> causes(Caller person) {
    return notices(person).stream().map(NoticeView::cause).toList();
  }

  void wantMails(Caller person, NoticeMail mail) {
    house.tell(person, new InboxCommand.SetNotify(Optional.empty(), Optional.of(mail)));
  }

  public void read(Caller person, ConversationId conversation, long pos) {
    house.tell(person, new InboxCommand.MarkRead(conversation, pos));
  }

  public int count(String query) {
    return house
        .db
        .database()
        .query(handle -> handle.createQuery(query).mapTo(Integer.class).one());
  }

  /** Lets the mails that wait for a time be due now. */
  void morning() {
    house.db.execute("update notice_mail set due_at = clock_timestamp() where not handed");
  }

  @Override
  public void close() {
    house.close();
  }
}
