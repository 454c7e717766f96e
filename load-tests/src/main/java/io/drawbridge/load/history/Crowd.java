package io.drawbridge.load.history;

import io.drawbridge.client.Credentials;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The people of a history: a bot that owns everything and drives it, members and externals, who
 * have a second device each. They come in through the real doors and stay for many histories. A
 * lobby makes each a contact of the others.
 */
final class Crowd implements AutoCloseable {
  static final int OWNER = 0;
  private static final int MEMBERS = 3;
  private static final int EXTERNALS = 3;
  private static final Secret PASSWORD = new Secret("correct horse battery staple");

  private final HttpDoor door;
  private final Workspace made;
  private final int number;
  private final URI server;
  private final Tap tap;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(task -> Thread.ofVirtual().start(task))
          .build();
  private final Sockets sockets = new Sockets(1);
  private final List<Person> people = new ArrayList<>();
  private final MailSink mails;
  private final ConversationId lobby;

  /** The members who are none now. */
  private final Set<Integer> demoted = new HashSet<>();

  Crowd(Testbed testbed, int number, Tap tap) throws InterruptedException {
    this.door = testbed.door();
    this.made = testbed.workspace();
    this.number = number;
    this.server = testbed.server().uri();
    this.tap = tap;
    this.mails = testbed.mails();
    // A bot, for a session of its own: one session has one connection.
    people.add(person("owner", Credentials.apiToken(made.bot("Histories " + number))));
    for (int i = 0; i < MEMBERS; i++) {
      people.add(member(testbed.mails(), i));
    }
    lobby =
        people
            .get(OWNER)
            .client()
            .threads()
            .create("Lobby")
            .in(made.id())
            .people(made.owner().account())
            .people(people.stream().skip(1).map(Person::account).toList())
            .send()
            .join()
            .conversation()
            .id();
    List<AccountResult.Tokens> externals =
        made.externals(lobby, "x%d-".formatted(number), EXTERNALS);
    for (int i = 0; i < EXTERNALS; i++) {
      people.add(person("external" + i, Credentials.of(externals.get(i))));
    }
    for (int p = OWNER + 1; p < people.size(); p++) {
      Secret token = signedIn(testbed.mails(), address(p));
      people.get(p).device(device(token));
    }
  }

  private Function<Reception, Device> device(Secret token) {
    return reception -> new Device(sockets, server, token, reception, tap);
  }

  private Person member(MailSink mails, int i) throws InterruptedException {
    String address = address(OWNER + 1 + i);
    made.inviteMember(address);
    Secret token = new Secret(mails.nextToken(address));
    return person(
        "member" + i,
        Credentials.of(
            door.call(
                    new AccountCommand.Redeem(
                        token, Optional.of("Member " + i), Optional.of(PASSWORD), "histories"))
                .tokens()));
  }

  private Person person(String name, Credentials credentials) {
    return new Person(name, credentials, server, http, tap);
  }

  /** A session of its own, by a mailed link. */
  private Secret signedIn(MailSink mails, String address) throws InterruptedException {
    door.call(new AccountCommand.RequestLink(address));
    Secret link = new Secret(mails.nextToken(address));
    return door.call(new AccountCommand.Redeem(link, Optional.empty(), Optional.empty(), "second"))
        .tokens()
        .accessToken();
  }

  WorkspaceId workspace() {
    return made.id();
  }

  /** The workspace's owner, who is no one of these, suspends somebody. */
  void suspend(int person) {
    door.call(
        made.owner(),
        new WorkspaceCommand.Suspend(
            made.clientId(), made.id(), person(person).account(), Optional.of("history")));
  }

  /** Lifts a suspension. */
  void lift(int person) {
    door.call(
        made.owner(),
        new WorkspaceCommand.Unsuspend(made.clientId(), made.id(), person(person).account()));
  }

  /**
   * The workspace's owner makes an external of a member, for whom the driving bot answers; answers
   * where they stay. Everybody stays in the lobby.
   */
  List<ConversationId> demote(int person, List<ConversationId> keep) {
    AccountId sponsor = person(OWNER).account();
    List<SeatCommand.Keep> all =
        Stream.concat(Stream.of(lobby), keep.stream())
            .map(each ->
                new SeatCommand.Keep(
                    each, Optional.of(sponsor), Optional.empty(), Optional.empty()))
            .toList();
    return door.call(
            made.owner(),
            new SeatCommand.Demote(
                made.clientId(), made.id(), person(person).account(), all, Optional.empty()))
        .kept();
  }

  /** Signs somebody in who was signed out, on two new devices. */
  void signInAgain(int person) {
    AccountCommand.SignIn second = new AccountCommand.SignIn(address(person), PASSWORD, "second");
    Secret token = door.call(second).accessToken();
    person(person).signIn(Credentials.password(address(person), PASSWORD.value()), device(token));
  }

  /** The workspace's owner invites somebody to a seat, and they accept. */
  void promote(int person) throws InterruptedException {
    door.call(
        made.owner(),
        new SeatCommand.Promote(
            made.clientId(),
            made.id(),
            person(person).account(),
            Optional.empty(),
            Optional.empty()));
    Secret token = new Secret(mails.nextToken(address(person)));
    person(person).client().account().acceptLink(token).join();
  }

  /** Notes who somebody is now. */
  void isNow(int member, boolean external) {
    if (external) {
      demoted.add(member);
    } else {
      demoted.remove(member);
    }
  }

  /** Returns whether somebody can become an external, and a member again. */
  boolean changes(int person) {
    return person != OWNER && person <= MEMBERS;
  }

  int size() {
    return people.size();
  }

  Person person(int number) {
    return people.get(number);
  }

  /** Returns whether somebody is no member now. */
  boolean isExternal(int person) {
    return person > MEMBERS || demoted.contains(person);
  }

  /** The address of anybody but the owner. */
  String address(int person) {
    return person > MEMBERS
        ? "x%d-%d@outside.example".formatted(number, person - MEMBERS - 1)
        : "m%d-%d@inside.example".formatted(number, person - 1);
  }

  @Override
  public void close() {
    people.forEach(Person::close);
    sockets.close();
    http.shutdownNow();
  }
}
