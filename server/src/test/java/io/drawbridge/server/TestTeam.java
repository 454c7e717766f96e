package io.drawbridge.server;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A workspace with an owner, and the steps that tests without sockets take in it. */
public class TestTeam {
  public final TestHouse house;
  public final TestHouse.Home home;
  public final Caller owner;

  public TestTeam(TestHouse house) {
    this.house = house;
    this.home = house.workspace("Home" + id());
    this.owner = home.owner();
  }

  public static String id() {
    return TestSteps.clientId();
  }

  public Caller member(String name) {
    return house.member(home, name + id() + "@home.example");
  }

  /** A thread of the owner's. */
  public ConversationId thread(List<ConversationId> groups, Caller... people) {
    return house
        .tell(
            owner,
            new ThreadCommand.Create(
                id(),
                Optional.of(home.workspace()),
                "Thread",
                Arrays.stream(people).map(Caller::account).toList(),
                groups,
                Optional.empty()))
        .conversation()
        .id();
  }

  /** An open group of the owner's. */
  public ConversationId group(Caller... people) {
    return house
        .tell(
            owner,
            new GroupCommand.Create(
                id(),
                home.workspace(),
                "Group",
                Visibility.OPEN,
                Arrays.stream(people).map(Caller::account).toList()))
        .conversation()
        .id();
  }

  /** Somebody from outside whom this member brings in. */
  public Caller guest(Caller sponsor, ConversationId conversation) {
    String address = "guest" + id() + "@other.example";
    Caller guest = house.person(address);
    accept(sponsor, Adding.email(conversation, address).command(), guest);
    return guest;
  }

  /** Somebody from outside takes up this invitation to their address. */
  public void accept(Caller sponsor, MemberCommand.Add invitation, Caller guest) {
    house.tell(
        guest,
        new InvitationCommand.Accept(
            id(), house.tell(sponsor, invitation).invitation().orElseThrow()));
  }
}
