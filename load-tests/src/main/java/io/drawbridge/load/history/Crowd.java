package io.drawbridge.load.history;

import io.drawbridge.client.Credentials;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The people of a history: a bot that owns everything and drives it, members and externals, who
 * have a second device each. They come in through the real doors and stay for many histories. A
 * lobby makes each a contact of the others.
 */
final class Crowd implements AutoCloseable {
  static final int OWNER = 0;
  private static final int MEMBERS = 3;
  private static final int EXTERNALS = 3;

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

  Crowd(Testbed testbed, int number, Tap tap) throws InterruptedException {
    this.door = testbed.door();
    this.made = testbed.workspace();
    this.number = number;
    this.server = testbed.server().uri();
    this.tap = tap;
    // A bot, for a session of its own: one session has one connection.
    people.add(person("owner", Credentials.apiToken(made.bot("Histories " + number))));
    for (int i = 0; i < MEMBERS; i++) {
      people.add(member(testbed.mails(), i));
    }
    ConversationId lobby =
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
      people.get(p).device(reception -> new Device(sockets, server, token, reception, tap));
    }
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
                        token, Optional.of("Member " + i), Optional.empty(), "histories"))
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

  int size() {
    return people.size();
  }

  Person person(int number) {
    return people.get(number);
  }

  boolean isExternal(int number) {
    return number > MEMBERS;
  }

  /** The address of a member or an external. */
  String address(int person) {
    return isExternal(person)
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
