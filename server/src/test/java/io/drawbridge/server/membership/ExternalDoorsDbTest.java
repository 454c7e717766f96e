package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every door through which an external can come in asks the same rule, for every visibility and
 * every way to stand to the group (D1, D2, TS-13, Leak105, Leak106): a private or secret group is
 * opened by its admins alone, and nobody gets somebody in by a thread who could not by the group.
 *
 * <p>Shows GLUE-1, TS-11, TS-28.
 */
final class ExternalDoorsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final TestHouse.Home HOME = HOUSE.workspace("Doors");
  private static final Caller OWNER = HOME.owner();
  private static final Caller GUEST = HOUSE.person("guest@other.example");
  private static int addresses;

  /** The actor's standing to the group. */
  private enum Who {
    WORKSPACE_ADMIN_IN_IT(Optional.of(WorkspaceRole.ADMIN), true),
    ADMIN_OF_IT(Optional.of(WorkspaceRole.MEMBER), true),
    MEMBER_IN_IT(Optional.of(WorkspaceRole.MEMBER), true),
    EXTERNAL_IN_IT(Optional.empty(), true),
    WORKSPACE_ADMIN_OUTSIDE(Optional.of(WorkspaceRole.ADMIN), false),
    MEMBER_OUTSIDE(Optional.of(WorkspaceRole.MEMBER), false);

    @SuppressWarnings("ImmutableEnumChecker") // a record of two ids
    final Caller caller;

    final boolean seated;
    final boolean inside;

    Who(Optional<WorkspaceRole> seat, boolean inside) {
      this.caller = HOUSE.person(name().toLowerCase(Locale.ROOT) + "@home.example");
      this.seated = seat.isPresent();
      this.inside = inside;
      seat.ifPresent(role -> HOUSE.seat(HOME.workspace(), caller, role));
    }

    boolean mayBringInto(Visibility visibility) {
      return switch (this) {
        case WORKSPACE_ADMIN_IN_IT, ADMIN_OF_IT -> true;
        case MEMBER_IN_IT -> visibility == Visibility.OPEN;
        case EXTERNAL_IN_IT, WORKSPACE_ADMIN_OUTSIDE, MEMBER_OUTSIDE -> false;
      };
    }
  }

  /** All know the guest, from a thread of the workspace that has nothing to do with the groups. */
  private static final ConversationId MEETING = meeting();

  private static ConversationId meeting() {
    ConversationId meeting = thread(OWNER, List.of(), List.of());
    for (Who who : Who.values()) {
      if (who.seated) {
        HOUSE.tell(OWNER, Adding.person(meeting, who.caller.account()).command());
      } else {
        invited(meeting, who.caller, "external_in_it@home.example");
      }
    }
    invited(meeting, GUEST, "guest@other.example");
    return meeting;
  }

  private static void invited(ConversationId conversation, Caller person, String address) {
    MemberAdded added = HOUSE.tell(OWNER, Adding.email(conversation, address).command());
    HOUSE.tell(
        person,
        new InvitationCommand.Accept(TestSteps.clientId(), added.invitation().orElseThrow()));
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorAsksTheSameRule(Visibility visibility) {
    for (Who who : Who.values()) {
      boolean may = who.mayBringInto(visibility);
      Caller by = who.caller;
      String when = visibility + " " + who;

      ConversationId group = group(visibility, who);
      check(when + ": by name", may, () -> add(by, Adding.person(group, GUEST.account())));
      assertThat(sees(GUEST, group)).as(when).isEqualTo(may);
      check(when + ": by address", may, () -> add(by, Adding.email(group, address())));

      ConversationId within = thread(OWNER, people(by), List.of(group(visibility, who)));
      check(
          when + ": by name into a thread of the group",
          may,
          () -> add(by, Adding.person(within, GUEST.account())));
      assertThat(sees(GUEST, within)).as(when).isEqualTo(may);
      check(
          when + ": by address into a thread of the group",
          may,
          () -> add(by, Adding.email(within, address())));

      ConversationId mine = group(visibility, who);
      check(when + ": with a new thread", may, () -> thread(by, people(GUEST), List.of(mine)));

      ConversationId theirs = group(Visibility.OPEN, who);
      add(OWNER, Adding.person(theirs, GUEST.account()));
      ConversationId reserved = group(visibility, who);
      check(
          when + ": with a new thread of two groups, the other with externals",
          may && who.mayBringInto(Visibility.OPEN),
          () -> thread(by, List.of(), List.of(reserved, theirs)));

      ConversationId talk = thread(OWNER, people(by, GUEST), List.of());
      check(
          when + ": by addressing a thread with externals to the group",
          may,
          () -> add(by, Adding.group(talk, group(visibility, who))));

      ConversationId internal = thread(OWNER, people(by), List.of(group(visibility, who)));
      check(
          when + ": by addressing a thread of the group to one with externals",
          may,
          () -> add(by, Adding.group(internal, theirs)));
      assertThat(sees(GUEST, internal)).as(when).isEqualTo(may);
    }
  }

  /** Conversations that have no group behind them: members do, externals never. */
  @ParameterizedTest
  @EnumSource
  void membersMakeGroupsThreadsAndDmsWithExternals(Visibility visibility) {
    for (Who who : Who.values()) {
      Caller by = who.caller;
      String when = visibility + " " + who;
      check(when + ": a group of their own", who.seated, () -> make(by, visibility, people(GUEST)));
      check(when + ": a thread", who.seated, () -> thread(by, people(GUEST), List.of()));
      check(
          when + ": into that meeting, by address",
          who.seated,
          () -> add(by, Adding.email(MEETING, address())));
      check(when + ": a direct message", who.seated, () -> dm(by, people(GUEST), Optional.empty()));
      check(
          when + ": a direct message by address",
          who.seated,
          () -> dm(by, List.of(), Optional.of(address())));
    }
  }

  /** A group's own people, externals too, talk in its threads, no matter who starts them. */
  @ParameterizedTest
  @EnumSource
  void threadOfAGroupAloneBringsNobodyIn(Visibility visibility) {
    for (Who who : Who.values()) {
      ConversationId group = group(visibility, who);
      add(OWNER, Adding.person(group, GUEST.account()));
      if (who.inside) {
        ConversationId thread = thread(who.caller, List.of(), List.of(group));
        assertThat(sees(GUEST, thread)).as("%s %s", visibility, who).isTrue();
      }
    }
  }

  /** Leak105: what was asked at the invitation is asked again at the acceptance. */
  @ParameterizedTest
  @EnumSource
  void invitationOfWhoMayNotInviteAnyMoreIsSpent(Visibility visibility) {
    Caller admin = Who.ADMIN_OF_IT.caller;
    ConversationId group = group(visibility, Who.ADMIN_OF_IT);
    ConversationId thread = thread(admin, List.of(), List.of(group));
    for (ConversationId into : List.of(group, thread)) {
      String address = address();
      Caller invited = HOUSE.person(address);
      setRole(group, admin, ConversationRole.ADMIN);
      MemberAdded added = HOUSE.tell(admin, Adding.email(into, address).command());
      setRole(group, admin, ConversationRole.MEMBER);
      Runnable accept =
          () ->
              HOUSE.tell(
                  invited,
                  new InvitationCommand.Accept(
                      TestSteps.clientId(), added.invitation().orElseThrow()));
      check(visibility + ": at acceptance", visibility == Visibility.OPEN, accept);
      assertThat(sees(invited, into)).isEqualTo(visibility == Visibility.OPEN);
    }
  }

  /** No group is joined by who is no member, whatever its visibility. */
  @Test
  void externalsJoinNothing() {
    for (Visibility visibility : Visibility.values()) {
      ConversationId group = make(OWNER, visibility, List.of());
      check(
          visibility + ": join",
          false,
          () -> HOUSE.tell(GUEST, new GroupCommand.Join(TestSteps.clientId(), group)));
    }
  }

  private static void check(String door, boolean may, Runnable attempt) {
    Optional<ErrorCode> refusal = Optional.empty();
    try {
      attempt.run();
    } catch (Failure refused) {
      refusal = Optional.of(refused.code());
    }
    assertThat(refusal.isEmpty()).as("%s: %s", door, refusal).isEqualTo(may);
    refusal.ifPresent(code ->
        assertThat(code)
            .as(door)
            .isIn(ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND, ErrorCode.LINK_SPENT));
  }

  /** A group of the owner, and this person as the name says. */
  private static ConversationId group(Visibility visibility, Who who) {
    List<AccountId> people = who.inside ? people(who.caller) : List.of();
    ConversationId group = make(OWNER, visibility, people);
    if (who == Who.ADMIN_OF_IT) {
      setRole(group, who.caller, ConversationRole.ADMIN);
    }
    return group;
  }

  private static ConversationId make(Caller by, Visibility visibility, List<AccountId> people) {
    return HOUSE
        .tell(
            by,
            new GroupCommand.Create(
                TestSteps.clientId(), HOME.workspace(), "Group", visibility, people))
        .conversation()
        .id();
  }

  private static void setRole(ConversationId group, Caller person, ConversationRole role) {
    HOUSE.tell(
        OWNER, new GroupCommand.SetRole(TestSteps.clientId(), group, person.account(), role));
  }

  private static ConversationId thread(
      Caller by, List<AccountId> people, List<ConversationId> groups) {
    return HOUSE
        .tell(
            by,
            new ThreadCommand.Create(
                TestSteps.clientId(),
                Optional.of(HOME.workspace()),
                "Thread",
                people,
                groups,
                Optional.empty()))
        .conversation()
        .id();
  }

  private static ConversationId dm(Caller by, List<AccountId> people, Optional<String> address) {
    return HOUSE
        .tell(
            by,
            new DmCommand.Open(
                TestSteps.clientId(), Optional.of(HOME.workspace()), people, address))
        .conversation()
        .id();
  }

  private static MemberAdded add(Caller by, Adding adding) {
    return HOUSE.tell(by, adding.command());
  }

  private static List<AccountId> people(Caller... people) {
    return new ArrayList<>(Arrays.stream(people).map(Caller::account).toList());
  }

  private static String address() {
    return "new" + ++addresses + "@other.example";
  }

  private static boolean sees(Caller person, ConversationId conversation) {
    try {
      HOUSE.tell(person, new ConversationCommand.Show(conversation));
      return true;
    } catch (Failure refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND);
      return false;
    }
  }
}
