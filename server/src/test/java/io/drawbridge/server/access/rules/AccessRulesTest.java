package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Action.Manage;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Action.Read;
import io.drawbridge.server.access.rules.Action.Remove;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Walks every input of the rule table there is (D1, D2, D8-D10, D20, Leak25, Leak31, Leak122).
 *
 * <p>Shows GLUE-20.
 */
class AccessRulesTest {
  static final Set<Action> ACTIONS =
      Stream.<Action[]>of(
              Read.values(), Post.values(), Invite.values(), Manage.values(), Remove.values())
          .flatMap(Arrays::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** The actions that no external may ever take, or only by a policy (SUGGEST). */
  static final Set<Action> NEVER_EXTERNAL =
      Set.of(
          Post.ASK_BOT,
          Read.MAIL_TEXT,
          Read.PUSH_TEXT,
          Post.DELETE_ANY,
          Manage.RENAME,
          Manage.CLOSE,
          Manage.LOCK,
          Manage.DELETE,
          Manage.SET_POLICY,
          Manage.MANAGE_HOOKS,
          Manage.MODERATE,
          Read.TELL_OF_EXTERNALS,
          Read.SEE_VERSIONS,
          Invite.ADD_MEMBER,
          Invite.ADD_EXTERNAL,
          Invite.ADD_MANY,
          Invite.GIVE_CODE,
          Invite.ADD_GROUP,
          Invite.OFFER_REQUESTS,
          Invite.OFFER_ENTRY,
          Invite.APPROVE_JOIN,
          Invite.SUGGEST,
          Manage.REMOVE_PERSON,
          Remove.REMOVE_SPONSORED,
          Remove.REMOVE_EXTERNAL,
          Manage.REMOVE_GROUP,
          Manage.SET_ROLE,
          Manage.OPEN_BACKSTAGE,
          Manage.MANAGE_INVITATIONS,
          Manage.APPROVE_EXTERNAL);

  /** What those who run the workspace do without a path. */
  private static final Set<Action> ADMINS =
      Set.of(Manage.MANAGE_INVITATIONS, Manage.APPROVE_EXTERNAL, Remove.REMOVE_EXTERNAL);

  private static final Set<Action> OWNERS = Set.copyOf(DeleteRulesTest.and(ADMINS, Manage.DELETE));

  /** A group into which the person in question brings externals. */
  private static final Recipient OWN_OPEN_GROUP =
      new Recipient(
          new Standing(
              Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, false),
          facts(ConversationKind.GROUP, Optional.of(Visibility.OPEN), false, false, false));

  /** The actions that a closed conversation still lets happen. */
  private static final Set<Action> WHEN_CLOSED =
      Set.of(
          Read.READ,
          Read.MAIL_TEXT,
          Read.PUSH_TEXT,
          Post.DELETE_OWN,
          Post.DELETE_ANY,
          Manage.CLOSE,
          Manage.LOCK,
          Manage.DELETE,
          Manage.SET_POLICY,
          Manage.MANAGE_HOOKS,
          Manage.MODERATE,
          Read.TELL_OF_EXTERNALS,
          Read.SEE_OWN_VERSIONS,
          Read.SEE_VERSIONS,
          Manage.REMOVE_PERSON,
          Remove.REMOVE_SPONSORED,
          Remove.REMOVE_EXTERNAL,
          Manage.REMOVE_GROUP,
          Manage.SET_ROLE,
          Invite.JOIN,
          Manage.LEAVE,
          Manage.OPEN_BACKSTAGE,
          Manage.SEE_INVITATIONS,
          Manage.MANAGE_INVITATIONS,
          Manage.APPROVE_EXTERNAL,
          Invite.START_DM_WITHIN);

  /** The actions that an external may do in some conversation; nothing is in neither list. */
  private static final Set<Action> SOMEWHERE_EXTERNAL =
      Set.of(
          Read.READ,
          Read.SEE_OWN_VERSIONS,
          Post.POST,
          Post.MENTION,
          Post.SHARE,
          Post.SHARE_MENTION,
          Post.REPLACE_FILE,
          Post.REACT,
          Post.EDIT_OWN,
          Post.EDIT_MENTION,
          Post.DELETE_OWN,
          Post.PIN,
          Invite.ADMIT_TO_DM,
          Invite.JOIN,
          Manage.LEAVE,
          Manage.SEE_INVITATIONS,
          Invite.START_THREAD_WITHIN,
          Invite.START_DM_WITHIN);

  private static final Set<Action> CHANGES_PEOPLE =
      Set.of(
          Invite.ADD_MEMBER,
          Invite.ADD_EXTERNAL,
          Invite.ADD_GROUP,
          Invite.OFFER_REQUESTS,
          Invite.OFFER_ENTRY,
          Invite.APPROVE_JOIN,
          Manage.REMOVE_PERSON,
          Remove.REMOVE_SPONSORED,
          Manage.REMOVE_GROUP,
          Manage.SET_ROLE,
          Invite.JOIN,
          Manage.RENAME,
          Post.DELETE_ANY);

  @Test
  void externalsNeverInviteNorAdminister() {
    everywhere((who, what) -> {
      if (who.external()) {
        NEVER_EXTERNAL.forEach(action -> assertRefused(who, what, action));
        if (what.kind() != ConversationKind.DM) {
          assertRefused(who, what, Manage.SEE_INVITATIONS);
          assertRefused(who, what, Post.PIN);
        }
      }
    });
  }

  @Test
  void everyActionIsForbiddenToExternalsOrAllowedThemSomewhere() {
    Set<Action> allowed = new HashSet<>();
    everywhere((who, what) -> {
      for (Action action : ACTIONS) {
        if (who.external() && allowed(who, what, action)) {
          allowed.add(action);
        }
      }
    });
    assertThat(allowed).isEqualTo(SOMEWHERE_EXTERNAL);
    assertThat(without(allowed)).isEqualTo(NEVER_EXTERNAL);
  }

  /** GLUE-3: only the owner of an address comes into a DM, and only into an open one. */
  @Test
  void onlyOpenDmsAdmitTheOwnerOfAnAddress() {
    everywhere((who, what) ->
        assertThat(allowed(who, what, Invite.ADMIT_TO_DM))
            .isEqualTo(
                who.hasPath()
                    && !who.suspended()
                    && what.kind() == ConversationKind.DM
                    && (who.seat().isPresent() || what.workspace().isEmpty())
                    && !what.closed()));
  }

  /** D7: sharing a conversation, whatever its state, is the whole ground of a DM. */
  @Test
  void whoSharesAConversationMayStartADmWithinIt() {
    everywhere((who, what) ->
        assertThat(allowed(who, what, Invite.START_DM_WITHIN))
            .isEqualTo(who.hasPath() && !who.suspended()));
  }

  @Test
  void whoMayNotKnowOfItGetsNotFoundWhateverHeTries() {
    everywhere((who, what) -> {
      boolean listed =
          who.seat().isPresent()
              && what.kind() == ConversationKind.GROUP
              && !what.visibility().equals(Optional.of(Visibility.SECRET));
      if (who.suspended() || (!who.hasPath() && !listed)) {
        for (Action action : withoutPath(who)) {
          assertThat(code(who, what, action)).isEqualTo(Optional.of(ErrorCode.NOT_FOUND));
        }
      } else {
        for (Action action : ACTIONS) {
          assertThat(code(who, what, action)).isNotEqualTo(Optional.of(ErrorCode.NOT_FOUND));
        }
      }
    });
  }

  /** Section 7.3 of the decisions: admins end invitations into what they cannot read. */
  @Test
  void whoeverRunsTheWorkspaceManagesInvitationsEverywhere() {
    everywhere((who, what) -> {
      if (runsWorkspace(who)) {
        assertThat(allowed(who, what, Manage.MANAGE_INVITATIONS)).isTrue();
      } else if (allowed(who, what, Manage.MANAGE_INVITATIONS)) {
        assertThat(allowed(who, what, Manage.LOCK)).isTrue();
      }
    });
  }

  private static boolean runsWorkspace(Standing who) {
    return !who.suspended() && who.seat().map(role -> role != WorkspaceRole.MEMBER).orElse(false);
  }

  /** The given actions without those that take a path of somebody who stands like this. */
  private static Set<Action> without(Set<Action> some) {
    return ACTIONS.stream()
        .filter(action -> !some.contains(action))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Action> withoutPath(Standing who) {
    Set<Action> ofOwners = who.seat().equals(Optional.of(WorkspaceRole.OWNER)) ? OWNERS : ADMINS;
    return runsWorkspace(who) ? without(ofOwners) : ACTIONS;
  }

  @Test
  void ownersAndAdminsEndThePartOfAnExternalEverywhere() {
    everywhere((who, what) -> {
      if (runsWorkspace(who)) {
        assertThat(allowed(who, what, Remove.REMOVE_EXTERNAL)).isTrue();
      }
    });
  }

  @Test
  void anyMemberInADmEndsThePartOfAnExternal() {
    everywhere((who, what) -> {
      if (what.kind() == ConversationKind.DM && who.hasPath() && !who.suspended()) {
        assertThat(allowed(who, what, Remove.REMOVE_EXTERNAL)).isEqualTo(!who.external());
      }
    });
  }

  @Test
  void withoutAPathNothingButJoiningAnOpenGroupIsAllowed() {
    everywhere((who, what) -> {
      if (!who.hasPath()) {
        for (Action action : withoutPath(who)) {
          boolean joins =
              action == Invite.JOIN
                  && who.seat().isPresent()
                  && !who.suspended()
                  && what.kind() == ConversationKind.GROUP
                  && what.visibility().equals(Optional.of(Visibility.OPEN))
                  && !what.closed();
          assertThat(allowed(who, what, action)).as("%s %s %s", who, what, action).isEqualTo(joins);
        }
      }
    });
  }

  @Test
  void addingARightNeverTakesAnother() {
    everywhere((who, what) -> {
      for (Standing more : stronger(who)) {
        for (Action action : ACTIONS) {
          if (allowed(who, what, action)) {
            assertThat(allowed(more, what, action))
                .as("%s may %s in %s, but %s may not", who, action, what, more)
                .isTrue();
          }
        }
      }
    });
  }

  @Test
  void aClosedConversationIsReadNotWritten() {
    everywhere((who, what) -> {
      if (what.closed()) {
        for (Action action : ACTIONS) {
          if (allowed(who, what, action)) {
            assertThat(WHEN_CLOSED).contains(action);
          }
        }
        if (who.hasPath() && !who.suspended()) {
          assertThat(allowed(who, what, Read.READ)).isTrue();
          assertThat(code(who, what, Post.POST)).contains(ErrorCode.CLOSED);
        }
      }
    });
  }

  @Test
  void locksBlockAllButManagers() {
    everywhere((who, what) -> {
      if (who.hasPath() && !who.suspended() && !what.closed()) {
        boolean manages = allowed(who, what, Manage.LOCK);
        boolean blocked = what.repliesLocked() && !manages;
        assertThat(code(who, what, Post.POST))
            .isEqualTo(blocked ? Optional.of(ErrorCode.LOCKED) : Optional.empty());
        assertThat(allowed(who, what, Post.REACT)).isTrue();
        if (what.detailsLocked() && !manages) {
          assertRefused(who, what, Invite.ADD_MEMBER);
          assertRefused(who, what, Invite.ADD_EXTERNAL);
          assertRefused(who, what, Invite.ADD_GROUP);
          assertRefused(who, what, Manage.RENAME);
        }
      }
    });
  }

  @Test
  void thePeopleOfADmNeverChangeButAnyoneMayLeave() {
    everywhere((who, what) -> {
      if (what.kind() == ConversationKind.DM) {
        CHANGES_PEOPLE.forEach(action -> assertRefused(who, what, action));
        assertThat(allowed(who, what, Manage.LEAVE)).isEqualTo(who.hasPath() && !who.suspended());
      }
    });
  }

  /** TS-13, D1. */
  @Test
  void onlyManagersAddExternalsToPrivateAndSecretGroups() {
    everywhere((who, what) -> {
      if (what.visibility().filter(it -> it != Visibility.OPEN).isPresent()
          && allowed(who, what, Invite.ADD_EXTERNAL)) {
        assertThat(allowed(who, what, Manage.SET_ROLE)).isTrue();
      }
    });
  }

  @Test
  void membersWithAPathAddExternalsWhereNothingIsLocked() {
    everywhere((who, what) -> {
      boolean plain =
          what.kind() != ConversationKind.DM
              && what.visibility().filter(it -> it != Visibility.OPEN).isEmpty()
              && !what.closed()
              && !what.detailsLocked();
      if (plain && who.seat().isPresent() && who.hasPath() && !who.suspended()) {
        assertThat(allowed(who, what, Invite.ADD_EXTERNAL)).isTrue();
      }
    });
  }

  /** A thread is as strict as its strictest group: for every way to stand to thread and group. */
  @Test
  void nobodyBringsAnExternalInByAThreadWhoCouldNotByEachOfItsGroups() {
    List<ConversationFacts> groups =
        conversations().stream().filter(it -> it.kind() == ConversationKind.GROUP).toList();
    everywhere((who, what) -> {
      Decision alone = AccessRules.bringExternal(who, what, List.of());
      boolean dm = what.kind() == ConversationKind.DM;
      if (dm && what.workspace().isEmpty()) {
        assertThat(alone instanceof Allowed).isEqualTo(!what.closed());
      } else {
        assertThat(alone)
            .isEqualTo(
                AccessRules.decide(who, what, dm ? Invite.ADMIT_TO_DM : Invite.ADD_EXTERNAL));
      }
      if (what.kind() == ConversationKind.THREAD && alone instanceof Allowed) {
        for (ConversationFacts group : groups) {
          for (Standing there : standings()) {
            List<Recipient> recipients = List.of(OWN_OPEN_GROUP, new Recipient(there, group));
            assertThat(AccessRules.bringExternal(who, what, recipients) instanceof Allowed)
                .isEqualTo(allowed(there, group, Invite.ADD_EXTERNAL));
          }
        }
      }
    });
  }

  /** Tells nothing of a group to those who may not know of it. */
  @Test
  void threadsAreAddressedToGroupsOneIsInAndToOpenOnes() {
    everywhere((who, what) -> {
      if (what.kind() == ConversationKind.GROUP) {
        Decision decision = AccessRules.address(who, what);
        boolean open = what.visibility().equals(Optional.of(Visibility.OPEN));
        assertThat(decision instanceof Allowed)
            .isEqualTo(!who.suspended() && (who.hasPath() || (open && who.seat().isPresent())));
        assertThat(RuleCases.code(decision).equals(Optional.of(ErrorCode.NOT_FOUND)))
            .isEqualTo(!AccessRules.knows(who, what));
      }
    });
  }

  @Test
  void onlyGroupsHaveRolesAndOnlyManagersGiveThem() {
    everywhere((who, what) ->
        assertThat(allowed(who, what, Manage.SET_ROLE))
            .isEqualTo(what.kind() == ConversationKind.GROUP && allowed(who, what, Manage.CLOSE)));
  }

  @Test
  void whatIsOnesOwnIsTheAuthorsAlone() {
    for (Post action : Post.values()) {
      assertThat(AccessRules.onMessage(action, true)).isEqualTo(Decision.ALLOWED);
      assertThat(AccessRules.onMessage(action, false) instanceof Allowed)
          .isEqualTo(
              !Set.of(Post.EDIT_OWN, Post.EDIT_MENTION, Post.REPLACE_FILE, Post.DELETE_OWN)
                  .contains(action));
    }
  }

  /** D10. */
  @Test
  void noExternalIsAnAdmin() {
    for (ConversationRole role : ConversationRole.values()) {
      assertThat(AccessRules.hold(role, () -> true)).isEqualTo(Decision.ALLOWED);
      assertThat(AccessRules.hold(role, () -> false) instanceof Allowed)
          .isEqualTo(role != ConversationRole.ADMIN);
    }
  }

  @Test
  void theLastAdminNamesASuccessorFirst() {
    assertThat(AccessRules.leaveAsAdmin(false)).isEqualTo(Decision.ALLOWED);
    assertThat(RuleCases.code(AccessRules.leaveAsAdmin(true))).contains(ErrorCode.CONFLICT);
  }

  /** D16: of private and secret groups nothing of the past shows unless somebody says so. */
  @Test
  void onlyNewMembersSeeThePastUnaskedAndOnlyWhereNothingIsReserved() {
    for (ConversationFacts what : conversations()) {
      boolean reserved = what.visibility().filter(it -> it != Visibility.OPEN).isPresent();
      for (Newcomer newcomer : Newcomer.values()) {
        assertThat(AccessRules.history(what, newcomer).equals(HistoryWindow.everything()))
            .isEqualTo(newcomer == Newcomer.MEMBER && !reserved);
      }
    }
    assertThat(AccessRules.showsAfterSuspension(true)).isTrue();
    assertThat(AccessRules.showsAfterSuspension(false)).isFalse();
  }

  /** GLUE-27, D2. */
  @Test
  void aDmTakesSomethingSharedOrAMemberWhoKnowsAll() {
    for (boolean seated : RuleCases.booleans()) {
      assertThat(DmRules.openByAddress(seated) instanceof Allowed).isEqualTo(seated);
      for (boolean acquainted : RuleCases.booleans()) {
        assertThat(DmRules.bringTogether(acquainted, seated) instanceof Allowed)
            .isEqualTo(acquainted && seated);
      }
    }
  }

  private static void everywhere(BiConsumer<Standing, ConversationFacts> check) {
    for (ConversationFacts what : conversations()) {
      for (Standing who : standings()) {
        check.accept(who, what);
      }
    }
  }

  static List<Standing> standings() {
    List<Standing> all = new ArrayList<>();
    for (Optional<WorkspaceRole> seat : RuleCases.seats()) {
      for (ConversationRole role : ConversationRole.values()) {
        for (int bits = 0; bits < 8; bits++) {
          all.add(new Standing(seat, (bits & 1) != 0, role, (bits & 2) != 0, (bits & 4) != 0));
        }
      }
    }
    return all;
  }

  static List<ConversationFacts> conversations() {
    List<ConversationFacts> all = new ArrayList<>();
    for (int bits = 0; bits < 8; bits++) {
      boolean closed = (bits & 1) != 0;
      boolean details = (bits & 2) != 0;
      boolean replies = (bits & 4) != 0;
      for (Visibility visibility : Visibility.values()) {
        all.add(facts(ConversationKind.GROUP, Optional.of(visibility), closed, details, replies));
      }
      all.add(facts(ConversationKind.THREAD, Optional.empty(), closed, details, replies));
      ConversationFacts dm = facts(ConversationKind.DM, Optional.empty(), closed, details, replies);
      all.add(dm);
      all.add(homeless(dm));
    }
    return all;
  }

  private static ConversationFacts homeless(ConversationFacts dm) {
    return new ConversationFacts(
        dm.id(),
        dm.domain(),
        Optional.empty(),
        dm.kind(),
        dm.name(),
        dm.visibility(),
        dm.closed(),
        dm.detailsLocked(),
        dm.repliesLocked(),
        dm.starter(),
        dm.policies(),
        false);
  }

  private static ConversationFacts facts(
      ConversationKind kind,
      Optional<Visibility> visibility,
      boolean closed,
      boolean details,
      boolean replies) {
    return new ConversationFacts(
        new ConversationId(1),
        new DomainId(2),
        Optional.of(new WorkspaceId(2)),
        kind,
        "x",
        visibility,
        closed,
        details,
        replies,
        new AccountId(3),
        Policies.DEFAULTS.within(List.of(new Policies.Own(visibility, PolicyValues.NONE))),
        false);
  }

  private static List<Standing> stronger(Standing who) {
    List<Standing> more = new ArrayList<>();
    for (Optional<WorkspaceRole> seat : RuleCases.seats()) {
      if (rank(seat) > rank(who.seat())) {
        more.add(new Standing(seat, who.hasPath(), who.role(), who.suspended(), who.starter()));
      }
    }
    more.add(new Standing(who.seat(), true, who.role(), who.suspended(), who.starter()));
    more.add(
        new Standing(
            who.seat(), who.hasPath(), ConversationRole.ADMIN, who.suspended(), who.starter()));
    more.add(new Standing(who.seat(), who.hasPath(), who.role(), false, who.starter()));
    more.add(new Standing(who.seat(), who.hasPath(), who.role(), who.suspended(), true));
    return more;
  }

  private static int rank(Optional<WorkspaceRole> seat) {
    return seat.map(role ->
            switch (role) {
              case MEMBER -> 1;
              case ADMIN -> 2;
              case OWNER -> 3;
            })
        .orElse(0);
  }

  private static void assertRefused(Standing who, ConversationFacts what, Action action) {
    assertThat(allowed(who, what, action)).as("%s %s %s", who, what, action).isFalse();
  }

  private static boolean allowed(Standing who, ConversationFacts what, Action action) {
    return AccessRules.decide(who, what, action) instanceof Allowed;
  }

  private static Optional<ErrorCode> code(Standing who, ConversationFacts what, Action action) {
    return RuleCases.code(AccessRules.decide(who, what, action));
  }
}
