package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
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
import java.util.List;
import java.util.Optional;

/**
 * The policies in force for a conversation or a workspace: the questions that {@link AccessRules}
 * leaves to a workspace, each with its answer. What no workspace may choose (D2, D6, D8, D10, D20)
 * is no policy but a rule. A new one is a component of {@link PolicyValues}, a key with its order,
 * and a default here.
 *
 * @param values one for each policy; where numbers and mail domains are absent there is no bound
 */
public record Policies(PolicyValues values) {
  /** For how many days reports to those who moderate are kept, where a workspace says nothing. */
  public static final int REPORT_KEEP_DAYS = 90;

  /** The policies of a workspace that has set none. */
  public static final Policies DEFAULTS =
      new Policies(
          PolicyValues.NONE
              .flag(PolicyKey.EXTERNALS_ENABLED, true)
              .externalInvite(ExternalInvite.MEMBERS)
              .externalApproval(ExternalApproval.OFF)
              .externalJoin(ExternalJoin.OPEN_REQUEST)
              .flag(PolicyKey.REQUIRE_ACCEPTANCE, false)
              .externalMentions(ExternalMentions.CO_PARTICIPANTS)
              .externalDm(ExternalDm.CO_PARTICIPANTS)
              .flag(PolicyKey.DM_SURVIVES_SCOPE, false)
              .flag(PolicyKey.EXTERNAL_START_THREAD, true)
              .flag(PolicyKey.EXTERNAL_MAY_SUGGEST, false)
              .flag(PolicyKey.EXTERNAL_UPLOAD, true)
              .flag(PolicyKey.EXTERNAL_WITHOUT_EMAIL, false)
              .externalProfileView(ExternalProfileView.CARD)
              .flag(PolicyKey.EXTERNALS_SEE_EXTERNALS, true)
              .number(PolicyKey.ORPHAN_GRACE_DAYS, 7)
              .domains(PolicyKey.EXTERNAL_MAIL_DOMAINS_APPROVED, List.of())
              .memberHistoryOnAdd(HistoryWindow.everything())
              .externalHistoryOnAdd(HistoryWindow.fromNow())
              .audienceGuard(AudienceGuard.EXTERNALS)
              .flag(PolicyKey.CONFIRM_FIRST_EXTERNAL, false)
              .flag(PolicyKey.MEMBER_INVITE, false)
              .guestInvite(GuestInvite.MEMBERS)
              .parsed(PolicyKey.BULK_INVITE_MIN_ROLE, BulkInviteMinRole.ADMIN.wire())
              .externalInviters(List.of())
              .flag(PolicyKey.MAIL_INCLUDE_TEXT, false)
              .flag(PolicyKey.PUSH_INCLUDE_TEXT, false)
              .flag(PolicyKey.WEBHOOKS_HIDE_EXTERNALS, false)
              .parsed(PolicyKey.EDIT_HISTORY, EditHistory.MANAGERS.wire())
              .parsed(PolicyKey.FORWARD_TO_EXTERNALS, ForwardToExternals.CONFIRM.wire())
              .flag(PolicyKey.GROUP_MENTIONS, true)
              .flag(PolicyKey.LINK_PREVIEWS, true)
              .flag(PolicyKey.LINK_PREVIEWS_EXTERNAL, false)
              .flag(PolicyKey.SLASH_EXTERNALS, false)
              .flag(PolicyKey.BADGE_IN_MESSAGES, true)
              .flag(PolicyKey.BADGE_IN_INBOX, true)
              .number(PolicyKey.REPORT_KEEP_DAYS, REPORT_KEEP_DAYS)
              .flag(PolicyKey.EXPORT_INCLUDES_PRIVATE, false));

  /** The part that private and secret groups have by themselves unless they say otherwise (7.2). */
  private static final PolicyValues CLOSED =
      PolicyValues.NONE
          .externalInvite(ExternalInvite.CONVERSATION_ADMINS)
          .memberHistoryOnAdd(HistoryWindow.fromNow());

  /**
   * The part of a conversation in its policies.
   *
   * @param visibility of a group
   * @param set what is set for it
   */
  public record Own(Optional<Visibility> visibility, PolicyValues set) {
    private PolicyValues values() {
      boolean closed = visibility.filter(it -> it != Visibility.OPEN).isPresent();
      return closed ? set.with(CLOSED, Strictness.FIRST) : set;
    }
  }

  /** Those of a workspace. */
  public static Policies of(PolicyValues set) {
    return set.equals(PolicyValues.NONE)
        ? DEFAULTS
        : new Policies(set.with(DEFAULTS.values, Strictness.FIRST));
  }

  /**
   * Those of a conversation: the strictest of its workspace's, its own, and those of the groups
   * that a thread is addressed to.
   *
   * @param parts its own and those of the groups
   */
  public Policies within(List<Own> parts) {
    PolicyValues strictest = values;
    for (Own part : parts) {
      PolicyValues own = part.values();
      if (!own.equals(PolicyValues.NONE)) {
        strictest = strictest.with(own, Strictness.STRICTER);
      }
    }
    return strictest.equals(values) ? this : new Policies(strictest);
  }

  boolean externalsEnabled() {
    return values.externalsEnabled().orElseThrow();
  }

  ExternalInvite externalInvite() {
    return values.externalInvite().orElseThrow();
  }

  ExternalApproval externalApproval() {
    return values.externalApproval().orElseThrow();
  }

  ExternalJoin externalJoin() {
    return values.externalJoin().orElseThrow();
  }

  ExternalMentions externalMentions() {
    return values.externalMentions().orElseThrow();
  }

  ExternalDm externalDm() {
    return values.externalDm().orElseThrow();
  }

  boolean dmSurvivesScope() {
    return values.dmSurvivesScope().orElseThrow();
  }

  boolean externalStartThread() {
    return values.externalStartThread().orElseThrow();
  }

  boolean externalUpload() {
    return values.externalUpload().orElseThrow();
  }

  boolean mailIncludeText() {
    return values.mailIncludeText().orElseThrow();
  }

  boolean pushIncludeText() {
    return values.pushIncludeText().orElseThrow();
  }

  boolean externalWithoutEmail() {
    return values.externalWithoutEmail().orElseThrow();
  }

  boolean externalMaySuggest() {
    return values.externalMaySuggest().orElseThrow();
  }

  boolean requireAcceptance() {
    return values.requireAcceptance().orElseThrow();
  }

  ExternalProfileView externalProfileView() {
    return values.externalProfileView().orElseThrow();
  }

  boolean externalsSeeExternals() {
    return values.externalsSeeExternals().orElseThrow();
  }

  AudienceGuard audienceGuard() {
    return values.audienceGuard().orElseThrow();
  }

  Optional<Integer> externalDaysMax() {
    return values.externalDaysMax();
  }

  Optional<Integer> externalDaysDefault() {
    return values.externalDaysDefault();
  }

  int orphanGraceDays() {
    return values.orphanGraceDays().orElseThrow();
  }

  Optional<Integer> confirmDays() {
    return values.confirmDays();
  }

  Optional<List<String>> externalMailDomains() {
    return values.externalMailDomains();
  }

  List<String> externalMailDomainsRefused() {
    return values.externalMailDomainsRefused().orElse(List.of());
  }

  List<String> mailDomainsApproved() {
    return values.externalMailDomainsApproved().orElseThrow();
  }

  HistoryWindow memberHistory() {
    return values.memberHistoryOnAdd().orElseThrow();
  }

  HistoryWindow externalHistory() {
    return values.externalHistoryOnAdd().orElseThrow();
  }

  boolean confirmFirstExternal() {
    return values.confirmFirstExternal().orElseThrow();
  }

  GuestInvite guestInvite() {
    return values.guestInvite().orElseThrow();
  }

  boolean memberInvite() {
    return values.memberInvite().orElseThrow();
  }

  /** Returns whether somebody is named who brings externals in (HCL-5). */
  public boolean names(AccountId person) {
    return values.externalInviters().orElseThrow().contains(person);
  }

  /** The value of a policy that is a number. */
  Optional<Integer> number(PolicyKey key) {
    return values.of(key).map(Integer.class::cast);
  }

  EditHistory editHistory() {
    return values.editHistory().orElseThrow();
  }

  ForwardToExternals forwardToExternals() {
    return values.forwardToExternals().orElseThrow();
  }

  /** Returns whether pages to which messages link are read and shown. */
  boolean groupMentions() {
    return values.groupMentions().orElseThrow();
  }

  boolean linkPreviews() {
    return values.linkPreviews().orElseThrow();
  }

  /** Returns whether they are for what externals write, and where externals are in. */
  boolean linkPreviewsExternal() {
    return values.linkPreviewsExternal().orElseThrow();
  }

  boolean exportIncludesPrivate() {
    return values.exportIncludesPrivate().orElseThrow();
  }

  boolean webhooksHideExternals() {
    return values.webhooksHideExternals().orElseThrow();
  }

  boolean slashExternals() {
    return values.slashExternals().orElseThrow();
  }

  /** Returns whether clients draw the badge of externals beside the names of authors (D12). */
  public boolean badgeInMessages() {
    return values.badgeInMessages().orElseThrow();
  }

  /** Returns whether clients draw it in the list of conversations (D12). */
  public boolean badgeInInbox() {
    return values.badgeInInbox().orElseThrow();
  }

  BulkInviteMinRole bulkInviteMinRole() {
    return values.bulkInviteMinRole().orElseThrow();
  }
}
