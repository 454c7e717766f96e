package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.join.Joining;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every door through which an external can come in asks the policies in force (D1, TS-15, G-7),
 * whether they are set for the workspace or for the group, and hears of them at once.
 */
final class PolicyDoorsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final TestHouse.Home HOME = HOUSE.workspace("Policies");
  private static final Caller OWNER = HOME.owner();
  private static final Caller ADMIN = HOUSE.member(HOME, "admin@home.example");
  private static final Caller MEMBER = HOUSE.member(HOME, "member@home.example");
  private static final Caller GUEST = HOUSE.person("guest@other.example");
  private static int addresses;

  // All know the guest from a thread that has nothing to do with the groups.
  static {
    ConversationId meeting = thread(OWNER, List.of(ADMIN, MEMBER), List.of());
    accept(GUEST, invited(OWNER, meeting, "guest@other.example"));
  }

  /** A policy, from the strictest to the laxest, and who may bring externals in under it. */
  enum Setup {
    DISABLED(Setting.value(PolicyKey.EXTERNALS_ENABLED, false), false, false, false),
    OFF(Setting.invite(ExternalInvite.OFF), false, false, false),
    NO_JOINING(Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.OFF), false, false, false),
    ADMINS(Setting.invite(ExternalInvite.ADMINS), true, false, false),
    CONVERSATION_ADMINS(Setting.invite(ExternalInvite.CONVERSATION_ADMINS), true, true, false),
    MEMBERS(Setting.invite(ExternalInvite.MEMBERS), true, true, true);

    @SuppressWarnings("ImmutableEnumChecker") // a record of constants
    final PolicyValues values;

    final boolean owner;
    final boolean admin;
    final boolean member;

    Setup(PolicyValues values, boolean owner, boolean admin, boolean member) {
      this.values = values;
      this.owner = owner;
      this.admin = admin;
      this.member = member;
    }

    boolean lets(Caller who) {
      return who.equals(OWNER) ? owner : who.equals(ADMIN) ? admin : member;
    }

    /**
     * The lowest who may and the highest who may not: those who stand above or below do as they do.
     */
    List<Caller> edge() {
      return !owner
          ? List.of(OWNER)
          : !admin ? List.of(OWNER, ADMIN) : !member ? List.of(ADMIN, MEMBER) : List.of(MEMBER);
    }
  }

  /** The ways into something that exists: the rule is that of the group. */
  private enum Door {
    NAME {
      @Override
      void open(Caller by) {
        add(by, Adding.person(group(), GUEST.account()));
      }
    },
    ADDRESS {
      @Override
      void open(Caller by) {
        add(by, Adding.email(group(), address()));
      }
    },
    NAME_INTO_THREAD {
      @Override
      void open(Caller by) {
        add(by, Adding.person(thread(OWNER, List.of(), List.of(group())), GUEST.account()));
      }
    },
    ADDRESS_INTO_THREAD {
      @Override
      void open(Caller by) {
        add(by, Adding.email(thread(OWNER, List.of(), List.of(group())), address()));
      }
    },
    NEW_THREAD {
      @Override
      void open(Caller by) {
        thread(by, List.of(GUEST), List.of(group()));
      }
    },
    GROUP_INTO_THREAD {
      @Override
      void open(Caller by) {
        ConversationId talk = thread(OWNER, List.of(by), List.of());
        ConversationId group = group();
        without(() -> add(OWNER, Adding.person(talk, GUEST.account())));
        add(by, Adding.group(talk, group));
      }
    },
    JOIN_LINK {
      @Override
      void open(Caller by) {
        approve(apply(joinLink(by, group())));
      }
    },
    JOIN_LINK_INTO_THREAD {
      @Override
      void open(Caller by) {
        approve(apply(joinLink(by, thread(OWNER, List.of(), List.of(group())))));
      }
    },
    APPLICATION {
      @Override
      void open(Caller by) {
        ConversationId group = group();
        Secret[] token = new Secret[1];
        without(() -> token[0] = joinLink(by, group));
        approve(apply(token[0]));
      }
    },
    ACCEPTANCE {
      @Override
      void open(Caller by) {
        ConversationId group = group();
        String address = address();
        Caller invited = HOUSE.person(address);
        InvitationId[] invitation = new InvitationId[1];
        without(() -> invitation[0] = invited(by, group, address));
        accept(invited, invitation[0]);
      }
    };

    abstract void open(Caller by);
  }

  private static PolicyValues ofWorkspace = PolicyValues.NONE;
  private static PolicyValues ofGroups = PolicyValues.NONE;

  @ParameterizedTest
  @EnumSource
  void everyDoorAsksThePolicyOfTheWorkspace(Setup setup) {
    ofWorkspace = setup.values;
    try {
      everyDoorAsks(setup);
      for (Caller by : List.of(OWNER, ADMIN, MEMBER)) {
        // Who makes a group or a thread is its admin.
        boolean maker = setup.lets(ADMIN) || (setup.lets(OWNER) && by.equals(OWNER));
        boolean dms = setup == Setup.MEMBERS || (setup.lets(OWNER) && by.equals(OWNER));
        check(setup + ": a new group", maker, () -> group(by, List.of(GUEST)));
        check(setup + ": a new thread", maker, () -> thread(by, List.of(GUEST), List.of()));
        check(setup + ": a DM", dms, () -> dm(by, List.of(GUEST), Optional.empty()));
        check(setup + ": a DM by address", dms, () -> dm(by, List.of(), Optional.of(address())));
      }
    } finally {
      ofWorkspace = PolicyValues.NONE;
      HOUSE.tell(OWNER, Setting.back(HOME.workspace(), PolicyKey.values()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorAsksThePolicyOfTheGroup(Setup setup) {
    ofGroups = setup.values;
    try {
      everyDoorAsks(setup);
    } finally {
      ofGroups = PolicyValues.NONE;
    }
  }

  /**
   * G-26: where an admin has to approve, no door of a member's makes a link, or lets a mail out.
   */
  @Test
  void noDoorOfAMemberLetsAnybodyInBeforeItIsApproved() {
    ofWorkspace = Setting.value(PolicyKey.EXTERNAL_APPROVAL, ExternalApproval.ADMINS);
    try {
      HOUSE.tell(OWNER, Setting.of(HOME.workspace(), ofWorkspace));
      List<Runnable> doors =
          List.of(
              () -> Door.NAME.open(MEMBER),
              () -> Door.ADDRESS.open(MEMBER),
              () -> Door.NAME_INTO_THREAD.open(MEMBER),
              () -> Door.ADDRESS_INTO_THREAD.open(MEMBER),
              () -> Door.NEW_THREAD.open(MEMBER),
              () -> group(MEMBER, List.of(GUEST)),
              () -> thread(MEMBER, List.of(GUEST), List.of()),
              () -> dm(MEMBER, List.of(), Optional.of(address())));
      long letIn = letIn();
      int waiting = waiting();
      doors.forEach(Runnable::run);
      assertThat(letIn()).isEqualTo(letIn);
      assertThat(waiting()).isEqualTo(waiting + doors.size());
    } finally {
      ofWorkspace = PolicyValues.NONE;
      HOUSE.tell(OWNER, Setting.back(HOME.workspace(), PolicyKey.values()));
    }
  }

  /** D1: a group leads its externals into no thread that lets nobody from outside in. */
  @Test
  void groupLeadsNobodyIntoAThreadThatLetsNobodyIn() {
    ConversationId open = group(OWNER, List.of(GUEST));
    ConversationId closed = group(OWNER, List.of(MEMBER));
    ConversationId talk = thread(OWNER, List.of(), List.of());
    HOUSE.tell(OWNER, Setting.of(talk, Setting.value(PolicyKey.EXTERNALS_ENABLED, false)));
    check("a group with externals", false, () -> add(OWNER, Adding.group(talk, open)));
    check("a group of members", true, () -> add(OWNER, Adding.group(talk, closed)));
    HOUSE.tell(OWNER, Setting.back(talk, PolicyKey.values()));
    check("once they may come", true, () -> add(OWNER, Adding.group(talk, open)));
    HOUSE.tell(OWNER, Setting.of(talk, Setting.value(PolicyKey.EXTERNALS_ENABLED, false)));
    check("who is there already", true, () -> add(OWNER, Adding.group(talk, open)));
  }

  private static int waiting() {
    return HOUSE
        .tell(OWNER, new InvitationCommand.ListAwaiting(HOME.workspace()))
        .invitations()
        .size();
  }

  /** The externals' own links, and the mails with invitations. */
  private static long letIn() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select (select count(*) from external_own)
                      + (select count(*) from one_time_token where kind = 'invitation')
                    """)
                .mapTo(Long.class)
                .one());
  }

  private static void everyDoorAsks(Setup setup) {
    HOUSE.tell(OWNER, Setting.of(HOME.workspace(), ofWorkspace));
    for (Door door : Door.values()) {
      for (Caller by : setup.edge()) {
        check(setup + " " + door + " " + by, setup.lets(by), () -> door.open(by));
      }
    }
  }

  /** Does something that the policies would not allow, and puts them into force again. */
  private static void without(Runnable step) {
    HOUSE.tell(OWNER, Setting.back(HOME.workspace(), PolicyKey.values()));
    groups.forEach(group -> HOUSE.tell(OWNER, Setting.back(group, PolicyKey.values())));
    step.run();
    HOUSE.tell(OWNER, Setting.of(HOME.workspace(), ofWorkspace));
    groups.forEach(group -> HOUSE.tell(OWNER, Setting.of(group, ofGroups)));
  }

  private static List<ConversationId> groups = List.of();

  /** An open group of all three, of which one is an admin; its policy is set. */
  private static ConversationId group() {
    ConversationId group = group(OWNER, List.of(ADMIN, MEMBER));
    HOUSE.tell(
        OWNER,
        new GroupCommand.SetRole(
            TestSteps.clientId(), group, ADMIN.account(), ConversationRole.ADMIN));
    HOUSE.tell(OWNER, Setting.of(group, ofGroups));
    groups = List.of(group);
    return group;
  }

  private static ConversationId group(Caller by, List<Caller> people) {
    return HOUSE
        .tell(
            by,
            new GroupCommand.Create(
                TestSteps.clientId(), HOME.workspace(), "Group", Visibility.OPEN, ids(people)))
        .conversation()
        .id();
  }

  private static ConversationId thread(
      Caller by, List<Caller> people, List<ConversationId> recipients) {
    List<Caller> others = people.stream().filter(person -> !person.equals(by)).toList();
    return HOUSE
        .tell(
            by,
            new ThreadCommand.Create(
                TestSteps.clientId(),
                Optional.of(HOME.workspace()),
                "Thread",
                ids(others),
                recipients,
                Optional.empty()))
        .conversation()
        .id();
  }

  private static void dm(Caller by, List<Caller> people, Optional<String> address) {
    HOUSE.tell(
        by,
        new DmCommand.Open(
            TestSteps.clientId(), Optional.of(HOME.workspace()), ids(people), address));
  }

  private static void add(Caller by, Adding adding) {
    HOUSE.tell(by, adding.command());
  }

  private static InvitationId invited(Caller by, ConversationId conversation, String address) {
    return HOUSE.tell(by, Adding.email(conversation, address).command()).invitation().orElseThrow();
  }

  private static Secret joinLink(Caller by, ConversationId conversation) {
    return HOUSE.tell(by, Joining.link(conversation)).token();
  }

  private static JoinRequestId apply(Secret token) {
    Caller stranger = HOUSE.person(address());
    return HOUSE.tell(stranger, Joining.apply(token)).request().orElseThrow();
  }

  private static void approve(JoinRequestId request) {
    HOUSE.tell(OWNER, new JoinCommand.Approve(TestSteps.clientId(), request));
  }

  private static void accept(Caller invited, InvitationId invitation) {
    HOUSE.tell(invited, new InvitationCommand.Accept(TestSteps.clientId(), invitation));
  }

  private static List<AccountId> ids(List<Caller> people) {
    return people.stream().map(Caller::account).toList();
  }

  private static String address() {
    return "someone" + ++addresses + "@other.example";
  }

  private static void check(String door, boolean may, Runnable attempt) {
    Optional<ErrorCode> refusal = Optional.empty();
    try {
      attempt.run();
    } catch (Failure refused) {
      refusal = Optional.of(refused.code());
    }
    assertThat(refusal.isEmpty()).as("%s: %s", door, refusal).isEqualTo(may);
    refusal.ifPresent(
        code -> assertThat(code).as(door).isIn(ErrorCode.NOT_ALLOWED, ErrorCode.LINK_SPENT));
  }
}
