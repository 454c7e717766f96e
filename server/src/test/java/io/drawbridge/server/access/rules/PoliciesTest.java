package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.AudienceGuard;
import io.drawbridge.protocol.policy.BulkInviteMinRole;
import io.drawbridge.protocol.policy.EditHistory;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalDm;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.ExternalProfileView;
import io.drawbridge.protocol.policy.ForwardToExternals;
import io.drawbridge.protocol.policy.GuestInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the answers of the rules under every policy (D1, D7, D9, TS-13). */
class PoliciesTest {
  private static final List<String> DOMAINS = List.of("a.example", "b.example");

  private static final AccountId ADA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);

  private static final List<Object> WINDOWS =
      List.of(
          HistoryWindow.fromNow(),
          HistoryWindow.lastDays(3),
          HistoryWindow.lastDays(30),
          HistoryWindow.everything());

  /** The values of each key, the strictest first. */
  private static List<Object> values(PolicyKey key) {
    return switch (key) {
      case EXTERNAL_INVITE -> List.of((Object[]) ExternalInvite.values());
      case EXTERNAL_APPROVAL -> List.of((Object[]) ExternalApproval.values());
      case EXTERNAL_JOIN -> List.of((Object[]) ExternalJoin.values());
      case EXTERNAL_MENTIONS -> List.of((Object[]) ExternalMentions.values());
      case EXTERNAL_PROFILE_VIEW -> List.of((Object[]) ExternalProfileView.values());
      case EXTERNAL_DM -> List.of((Object[]) ExternalDm.values());
      case AUDIENCE_GUARD -> List.of((Object[]) AudienceGuard.values());
      case GUEST_INVITE -> List.of((Object[]) GuestInvite.values());
      case BULK_INVITE_MIN_ROLE -> List.of((Object[]) BulkInviteMinRole.values());
      case EXTERNAL_DAYS_MAX,
          EXTERNAL_DAYS_DEFAULT,
          ORPHAN_GRACE_DAYS,
          CONFIRM_DAYS,
          AUDIT_KEEP_DAYS,
          RETENTION_DAYS,
          RETENTION_FILES_DAYS,
          REPORT_KEEP_DAYS ->
          List.of(1, 30, 3_650);
      case EXTERNAL_MAIL_DOMAINS, EXTERNAL_MAIL_DOMAINS_APPROVED ->
          List.of(List.of(), List.of("a.example"), DOMAINS);
      case EXTERNAL_MAIL_DOMAINS_REFUSED -> List.of(DOMAINS, List.of("a.example"), List.of());
      case MEMBER_HISTORY_ON_ADD, EXTERNAL_HISTORY_ON_ADD -> WINDOWS;
      case EXTERNALS_ENABLED,
          DM_SURVIVES_SCOPE,
          EXTERNAL_START_THREAD,
          EXTERNAL_MAY_SUGGEST,
          EXTERNAL_UPLOAD,
          EXTERNAL_WITHOUT_EMAIL,
          EXTERNALS_SEE_EXTERNALS,
          MEMBER_INVITE ->
          List.of(false, true);
      case QUOTA_SINGLE_MAX,
          QUOTA_SINGLE_SOFT,
          QUOTA_MULTI_MAX,
          QUOTA_MULTI_SOFT,
          QUOTA_EXTERNAL_MAX,
          QUOTA_EXTERNAL_SOFT ->
          List.of(0, 15, 1_000_000);
      case EXTERNAL_INVITERS -> List.of(List.of(), List.of(ADA), List.of(ADA, BEN));
      case QUOTA_SINGLE_PER_MEMBER -> List.of(1, 5, 1_000);
      case MAIL_INCLUDE_TEXT,
          PUSH_INCLUDE_TEXT,
          GROUP_MENTIONS,
          LINK_PREVIEWS,
          LINK_PREVIEWS_EXTERNAL,
          EXPORT_INCLUDES_PRIVATE ->
          List.of(false, true);
      case FORWARD_TO_EXTERNALS -> List.of((Object[]) ForwardToExternals.values());
      case EDIT_HISTORY -> List.of((Object[]) EditHistory.values());
      case WEBHOOKS_HIDE_EXTERNALS -> List.of(true, false);
      case SLASH_EXTERNALS -> List.of(false, true);
      case BADGE_IN_MESSAGES, BADGE_IN_INBOX, CONFIRM_FIRST_EXTERNAL, REQUIRE_ACCEPTANCE ->
          List.of(true, false);
    };
  }

  private interface Check {
    void of(Standing who, ConversationFacts what, Policies policies);
  }

  private static void everywhere(Check check) {
    for (Policies policies : TestPolicies.all()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        ConversationFacts under = TestPolicies.under(policies, what);
        for (Standing who : AccessRulesTest.standings()) {
          check.of(who, under, policies);
        }
      }
    }
  }

  private static boolean allowed(Standing who, ConversationFacts what, Action action) {
    return AccessRules.decide(who, what, action) instanceof Allowed;
  }

  @Test
  void stricterPolicyGivesNobodyARight() {
    List<String> given = new ArrayList<>();
    for (Policies lax : TestPolicies.all()) {
      for (Policies strict : TestPolicies.all()) {
        if (TestPolicies.asStrict(strict, lax)) {
          collectGiven(lax, strict, given);
        }
      }
    }
    assertThat(given).isEmpty();
  }

  private static void collectGiven(Policies lax, Policies strict, List<String> given) {
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      ConversationFacts open = TestPolicies.under(lax, what);
      ConversationFacts shut = TestPolicies.under(strict, what);
      for (Standing who : AccessRulesTest.standings()) {
        for (Action action : AccessRulesTest.ACTIONS) {
          if (allowed(who, shut, action) && !allowed(who, open, action)) {
            given.add("%s: %s by %s".formatted(shut, action, who));
          }
        }
      }
    }
  }

  @Test
  void noPolicyLetsExternalsInviteOrAdminister() {
    everywhere((who, what, _) -> {
      if (who.external()) {
        for (Action action : AccessRulesTest.NEVER_EXTERNAL) {
          assertThat(allowed(who, what, action)).as("%s %s %s", who, what, action).isFalse();
        }
      }
    });
  }

  /** D1: the policy names who, and that they may add anybody at all is asked besides. */
  @Test
  void externalsAreBroughtInByWhomThePolicyNames() {
    everywhere((who, what, policies) -> {
      if (what.kind() != ConversationKind.DM) {
        boolean named =
            policies.externalsEnabled()
                && switch (policies.externalInvite()) {
                  case OFF -> false;
                  case ADMINS -> runsWorkspace(who);
                  case CONVERSATION_ADMINS -> allowed(who, what, Action.Manage.CLOSE);
                  case MEMBERS -> true;
                };
        assertThat(allowed(who, what, Invite.ADD_EXTERNAL))
            .isEqualTo(named && allowed(who, what, Invite.ADD_MEMBER));
      }
    });
  }

  /** HCL-5, G-8: who is named does this as the workspace's admins do, and nothing else. */
  @Test
  void whoIsNamedBringsExternalsInAsAdminsDo() {
    everywhere((who, what, policies) -> {
      Standing named =
          new Standing(who.seat(), who.hasPath(), who.role(), who.suspended(), who.starter(), true);
      for (Action action : AccessRulesTest.ACTIONS) {
        boolean may = allowed(who, what, action);
        boolean brings =
            action == Invite.ADD_EXTERNAL
                || action == Invite.ADMIT_TO_DM
                || action.bringsExternals();
        if (!brings || who.external() || policies.externalInvite() == ExternalInvite.OFF) {
          assertThat(allowed(named, what, action)).as("%s", action).isEqualTo(may);
        }
      }
      if (what.kind() != ConversationKind.DM
          && policies.externalsEnabled()
          && policies.externalInvite() != ExternalInvite.OFF) {
        assertThat(allowed(named, what, Invite.ADD_EXTERNAL))
            .isEqualTo(allowed(who, what, Invite.ADD_MEMBER));
      }
    });
  }

  /** HCL-10: many at once take what one takes, and the role that the policy names. */
  @Test
  void manyAreBroughtInByTheRoleThatThePolicyNames() {
    for (BulkInviteMinRole least : BulkInviteMinRole.values()) {
      Policies policies = Policies.of(Setting.value(PolicyKey.BULK_INVITE_MIN_ROLE, least));
      for (ConversationFacts each : AccessRulesTest.conversations()) {
        ConversationFacts what = TestPolicies.under(policies, each);
        for (Standing who : AccessRulesTest.standings()) {
          boolean named = least == BulkInviteMinRole.MEMBER || runsWorkspace(who);
          assertThat(allowed(who, what, Invite.ADD_MANY))
              .isEqualTo(named && allowed(who, what, Invite.ADD_EXTERNAL));
        }
      }
    }
  }

  /** HAP-1: a join link opens nothing that adding somebody would not, and less by policy. */
  @Test
  void joinLinksAreOfferedAsFarAsThePolicyLetsThem() {
    for (ExternalJoin join : ExternalJoin.values()) {
      Policies policies = Policies.of(Setting.value(PolicyKey.EXTERNAL_JOIN, join));
      for (ConversationFacts each : AccessRulesTest.conversations()) {
        ConversationFacts what = TestPolicies.under(policies, each);
        for (Standing who : AccessRulesTest.standings()) {
          boolean adds = allowed(who, what, Invite.ADD_EXTERNAL);
          boolean manages = allowed(who, what, Action.Manage.CLOSE);
          assertThat(adds && join == ExternalJoin.OFF).isFalse();
          assertThat(allowed(who, what, Invite.OFFER_REQUESTS))
              .isEqualTo(adds && join.compareTo(ExternalJoin.OPEN_REQUEST) >= 0);
          assertThat(allowed(who, what, Invite.OFFER_ENTRY))
              .isEqualTo(adds && manages && join == ExternalJoin.LINK);
          assertThat(allowed(who, what, Invite.APPROVE_JOIN)).isEqualTo(adds && manages);
        }
      }
    }
  }

  /** D1, D7: nobody is an admin of a DM, so that its workspace's are asked. */
  @Test
  void dmsAdmitExternalsAsFarAsBothPoliciesLetThem() {
    everywhere((who, what, policies) -> {
      if (what.kind() == ConversationKind.DM && what.workspace().isPresent()) {
        boolean named =
            policies.externalsEnabled()
                && switch (policies.externalInvite()) {
                  case OFF -> false;
                  case ADMINS, CONVERSATION_ADMINS -> runsWorkspace(who);
                  case MEMBERS -> true;
                };
        assertThat(allowed(who, what, Invite.ADMIT_TO_DM))
            .isEqualTo(
                named
                    && policies.externalDm() != ExternalDm.NONE
                    && who.hasPath()
                    && !who.suspended()
                    && !who.external()
                    && !what.closed());
      }
    });
  }

  /** D7, D9. */
  @Test
  void externalsStartWhatThePolicyLetsThemAndMembersAlways() {
    everywhere((who, what, policies) -> {
      boolean there = who.hasPath() && !who.suspended();
      assertThat(allowed(who, what, Invite.START_DM_WITHIN))
          .isEqualTo(
              there
                  && (!who.external()
                      || (policies.externalsEnabled()
                          && policies.externalDm() == ExternalDm.CO_PARTICIPANTS)));
      assertThat(allowed(who, what, Invite.START_THREAD_WITHIN))
          .isEqualTo(
              there
                  && what.kind() == ConversationKind.GROUP
                  && !what.closed()
                  && (!who.external()
                      || (policies.externalsEnabled() && policies.externalStartThread())));
    });
  }

  /** D4: by an external it takes the policy besides, and nothing of members'. */
  @Test
  void externalsMentionAsThePolicyLetsThem() {
    everywhere((who, what, _) -> {
      for (ExternalMentions mentions : ExternalMentions.values()) {
        ConversationFacts under =
            TestPolicies.under(Policies.of(set(PolicyKey.EXTERNAL_MENTIONS, mentions)), what);
        boolean may = !who.external() || mentions != ExternalMentions.NONE;
        assertThat(allowed(who, under, Action.Post.MENTION))
            .isEqualTo(may && allowed(who, under, Action.Post.POST));
        assertThat(allowed(who, under, Action.Post.EDIT_MENTION))
            .isEqualTo(may && allowed(who, under, Action.Post.EDIT_OWN));
      }
    });
  }

  /** A thread is as strict as its strictest group, whatever makes the group strict. */
  @Test
  void policyOfAGroupHoldsForItsThreads() {
    Standing member =
        new Standing(
            Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, false);
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      if (what.kind() == ConversationKind.GROUP) {
        for (Policies policies : TestPolicies.all()) {
          ConversationFacts group = TestPolicies.under(policies, what);
          assertThat(
                  AccessRules.shareWithExternals(List.of(new AccessRules.Recipient(member, group)))
                      instanceof Allowed)
              .isEqualTo(allowed(member, group, Invite.ADD_EXTERNAL));
        }
      }
    }
  }

  /** Section 7.2 of the decisions. */
  @Test
  void privateAndSecretGroupsAreClosedByDefault() {
    for (Visibility visibility : Visibility.values()) {
      assertThat(own(visibility, PolicyValues.NONE).externalInvite())
          .isEqualTo(
              visibility == Visibility.OPEN
                  ? ExternalInvite.MEMBERS
                  : ExternalInvite.CONVERSATION_ADMINS);
    }
    assertThat(Policies.of(PolicyValues.NONE)).isEqualTo(Policies.DEFAULTS);
  }

  private static Policies own(Visibility visibility, PolicyValues set) {
    return Policies.DEFAULTS.within(List.of(new Policies.Own(Optional.of(visibility), set)));
  }

  /** G-7: for every pair of values of a key, what is in force is the one that comes first. */
  @Test
  void strictestOfWorkspaceConversationAndGroupsIsInForce() {
    for (PolicyKey key : PolicyKey.values()) {
      List<Object> values = values(key);
      for (int workspace = 0; workspace < values.size(); workspace++) {
        for (int own = 0; own < values.size(); own++) {
          for (int group = 0; group < values.size(); group++) {
            Policies inForce =
                Policies.of(set(key, values.get(workspace)))
                    .within(
                        List.of(
                            new Policies.Own(Optional.empty(), set(key, values.get(own))),
                            new Policies.Own(
                                Optional.of(Visibility.OPEN), set(key, values.get(group)))));
            int strictest = Math.min(workspace, Math.min(own, group));
            assertThat(inForce.values().of(key).get())
                .as("%s", key)
                .isEqualTo(values.get(strictest));
          }
        }
      }
    }
  }

  /** Every key says its order, and the values above follow it. */
  @Test
  void valuesAreListedInTheOrderOfTheirKey() {
    for (PolicyKey key : PolicyKey.values()) {
      if (key.strictestFirst().isEmpty()) {
        continue;
      }
      assertThat(
              values(key).stream()
                  .map(PolicyValues::text)
                  .map(text -> text.split(" ", 2)[0])
                  .distinct())
          .containsExactlyElementsOf(key.strictestFirst());
    }
  }

  /** TS-12, TS-14: a closed group may let its members invite, as far as the workspace does. */
  @Test
  void closedGroupOpensItselfAsFarAsItsWorkspaceIsOpen() {
    PolicyValues members = set(PolicyKey.EXTERNAL_INVITE, ExternalInvite.MEMBERS);
    assertThat(own(Visibility.SECRET, members).externalInvite()).isEqualTo(ExternalInvite.MEMBERS);
    Policies strict = Policies.of(set(PolicyKey.EXTERNAL_INVITE, ExternalInvite.ADMINS));
    Policies.Own secret = new Policies.Own(Optional.of(Visibility.SECRET), members);
    assertThat(strict.within(List.of(secret)).externalInvite()).isEqualTo(ExternalInvite.ADMINS);
  }

  /** G-7: looser than the workspace is refused, and the message says what is expected. */
  @Test
  void looserThanTheWorkspaceIsRefused() {
    PolicyValues workspace =
        Policies.of(set(PolicyKey.EXTERNAL_INVITE, ExternalInvite.ADMINS)).values();
    for (ExternalInvite value : ExternalInvite.values()) {
      PolicyValues set = set(PolicyKey.EXTERNAL_INVITE, value);
      if (value.compareTo(ExternalInvite.ADMINS) <= 0) {
        Strictness.require(ConversationKind.GROUP, set, workspace);
      } else {
        assertThatThrownBy(() -> Strictness.require(ConversationKind.GROUP, set, workspace))
            .isInstanceOf(Failure.class)
            .hasMessage(
                "values.external_invite: %s (expected: as strict as the workspace: off or admins)"
                    .formatted(value.wire()));
      }
    }
  }

  /** The workspace may be laxer than the defaults; only a conversation is bound. */
  @Test
  void keyOfAnotherPlaceIsRefused() {
    for (ConversationKind kind : ConversationKind.values()) {
      for (PolicyKey key : PolicyKey.values()) {
        if (!key.of(kind)) {
          PolicyValues set = set(key, values(key).getFirst());
          assertThatThrownBy(() -> Strictness.require(kind, set, Policies.DEFAULTS.values()))
              .hasMessageContaining("expected: none in a " + kind.wire());
        }
      }
    }
  }

  @Test
  void narrowingIsWhatIsStricterForAnyKey() {
    for (PolicyKey key : PolicyKey.values()) {
      List<Object> values = values(key);
      for (int before = 0; before < values.size(); before++) {
        for (int after = 0; after < values.size(); after++) {
          assertThat(
                  Strictness.narrows(
                      Policies.of(set(key, values.get(before))).values(),
                      Policies.of(set(key, values.get(after))).values()))
              .as("%s from %s to %s", key, values.get(before), values.get(after))
              .isEqualTo(after < before);
        }
      }
    }
  }

  /** D5, HCL-49. */
  @Test
  void profilesShowWhereThePolicyLetsThem() {
    for (ExternalProfileView view : ExternalProfileView.values()) {
      Policies policies = Policies.of(PolicyValues.NONE.externalProfileView(view));
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        assertThat(ExternalRules.showProfiles(TestPolicies.under(policies, what)))
            .isEqualTo(view == ExternalProfileView.FULL_FOR_CO_PARTICIPANTS);
      }
    }
    assertThat(Policies.DEFAULTS.externalProfileView()).isEqualTo(ExternalProfileView.CARD);
  }

  /** HCL-23: externals share files wherever they post, unless the policy says otherwise. */
  @Test
  void externalsShareFilesUnlessThePolicyForbidsIt() {
    assertThat(Policies.DEFAULTS.externalUpload()).isTrue();
    for (boolean let : RuleCases.booleans()) {
      Policies policies = Policies.of(set(PolicyKey.EXTERNAL_UPLOAD, let));
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        ConversationFacts under = TestPolicies.under(policies, what);
        for (Standing who : AccessRulesTest.standings()) {
          boolean may = let || !who.external();
          assertThat(allowed(who, under, Post.SHARE))
              .isEqualTo(allowed(who, under, Post.POST) && may);
          assertThat(allowed(who, under, Post.SHARE_MENTION))
              .isEqualTo(allowed(who, under, Post.MENTION) && may);
          assertThat(allowed(who, under, Post.REPLACE_FILE))
              .isEqualTo(allowed(who, under, Post.EDIT_OWN) && may);
        }
      }
    }
  }

  /** D2: externals invite nobody; where the policy lets them, they suggest. */
  @Test
  void externalsSuggestWhereThePolicyLetsThem() {
    for (boolean let : RuleCases.booleans()) {
      Policies policies = Policies.of(set(PolicyKey.EXTERNAL_MAY_SUGGEST, let));
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        ConversationFacts under = TestPolicies.under(policies, what);
        for (Standing who : AccessRulesTest.standings()) {
          boolean there =
              who.hasPath()
                  && !who.suspended()
                  && !what.closed()
                  && what.kind() != ConversationKind.DM;
          assertThat(allowed(who, under, Invite.SUGGEST))
              .isEqualTo(there && (let || !who.external()));
          assertThat(who.external() && allowed(who, under, Invite.ADD_EXTERNAL)).isFalse();
        }
      }
    }
  }

  /** D14: a code is for those who may bring somebody in by address, where the policy lets them. */
  @Test
  void codesAreMadeWhereThePolicyLetsPeopleInWithoutAnAddress() {
    for (boolean let : RuleCases.booleans()) {
      for (boolean domains : RuleCases.booleans()) {
        Map<PolicyKey, Object> values = new EnumMap<>(PolicyKey.class);
        values.put(PolicyKey.EXTERNAL_WITHOUT_EMAIL, let);
        if (domains) {
          values.put(PolicyKey.EXTERNAL_MAIL_DOMAINS, DOMAINS);
        }
        Policies policies = Policies.of(Setting.values(values));
        for (ConversationFacts what : AccessRulesTest.conversations()) {
          ConversationFacts under = TestPolicies.under(policies, what);
          for (Standing who : AccessRulesTest.standings()) {
            assertThat(allowed(who, under, Invite.GIVE_CODE))
                .isEqualTo(let && !domains && allowed(who, under, Invite.ADD_EXTERNAL));
          }
        }
      }
    }
  }

  private static PolicyValues set(PolicyKey key, Object value) {
    return Setting.value(key, value);
  }

  private static boolean runsWorkspace(Standing who) {
    return who.seat().filter(role -> role != WorkspaceRole.MEMBER).isPresent();
  }
}
