package io.drawbridge.protocol.policy;

import java.util.Optional;

/** Makes values of policies, one policy after another. */
final class PolicyChoice {
  private PolicyChoice() {}

  /** The values that say nothing. */
  static PolicyValues none() {
    return new PolicyValues(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The values that the choice makes of the one and the other. */
  static PolicyValues of(PolicyValues one, PolicyValues other, PolicyValues.Choice choice) {
    return new PolicyValues(
        choice.of(PolicyKey.EXTERNALS_ENABLED, one.externalsEnabled(), other.externalsEnabled()),
        choice.of(PolicyKey.EXTERNAL_INVITE, one.externalInvite(), other.externalInvite()),
        choice.of(PolicyKey.EXTERNAL_APPROVAL, one.externalApproval(), other.externalApproval()),
        choice.of(PolicyKey.EXTERNAL_JOIN, one.externalJoin(), other.externalJoin()),
        choice.of(PolicyKey.REQUIRE_ACCEPTANCE, one.requireAcceptance(), other.requireAcceptance()),
        choice.of(PolicyKey.EXTERNAL_MENTIONS, one.externalMentions(), other.externalMentions()),
        choice.of(PolicyKey.EXTERNAL_DM, one.externalDm(), other.externalDm()),
        choice.of(PolicyKey.DM_SURVIVES_SCOPE, one.dmSurvivesScope(), other.dmSurvivesScope()),
        choice.of(
            PolicyKey.EXTERNAL_START_THREAD,
            one.externalStartThread(),
            other.externalStartThread()),
        choice.of(
            PolicyKey.EXTERNAL_MAY_SUGGEST, one.externalMaySuggest(), other.externalMaySuggest()),
        choice.of(PolicyKey.EXTERNAL_UPLOAD, one.externalUpload(), other.externalUpload()),
        choice.of(
            PolicyKey.EXTERNAL_WITHOUT_EMAIL,
            one.externalWithoutEmail(),
            other.externalWithoutEmail()),
        choice.of(
            PolicyKey.EXTERNAL_PROFILE_VIEW,
            one.externalProfileView(),
            other.externalProfileView()),
        choice.of(
            PolicyKey.EXTERNALS_SEE_EXTERNALS,
            one.externalsSeeExternals(),
            other.externalsSeeExternals()),
        choice.of(PolicyKey.EXTERNAL_DAYS_MAX, one.externalDaysMax(), other.externalDaysMax()),
        choice.of(
            PolicyKey.EXTERNAL_DAYS_DEFAULT,
            one.externalDaysDefault(),
            other.externalDaysDefault()),
        choice.of(PolicyKey.ORPHAN_GRACE_DAYS, one.orphanGraceDays(), other.orphanGraceDays()),
        choice.of(PolicyKey.CONFIRM_DAYS, one.confirmDays(), other.confirmDays()),
        choice.of(
            PolicyKey.EXTERNAL_MAIL_DOMAINS,
            one.externalMailDomains(),
            other.externalMailDomains()),
        choice.of(
            PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED,
            one.externalMailDomainsRefused(),
            other.externalMailDomainsRefused()),
        choice.of(
            PolicyKey.EXTERNAL_MAIL_DOMAINS_APPROVED,
            one.externalMailDomainsApproved(),
            other.externalMailDomainsApproved()),
        choice.of(
            PolicyKey.MEMBER_HISTORY_ON_ADD, one.memberHistoryOnAdd(), other.memberHistoryOnAdd()),
        choice.of(
            PolicyKey.EXTERNAL_HISTORY_ON_ADD,
            one.externalHistoryOnAdd(),
            other.externalHistoryOnAdd()),
        choice.of(PolicyKey.AUDIENCE_GUARD, one.audienceGuard(), other.audienceGuard()),
        choice.of(
            PolicyKey.CONFIRM_FIRST_EXTERNAL,
            one.confirmFirstExternal(),
            other.confirmFirstExternal()),
        choice.of(PolicyKey.MEMBER_INVITE, one.memberInvite(), other.memberInvite()),
        choice.of(PolicyKey.GUEST_INVITE, one.guestInvite(), other.guestInvite()),
        choice.of(
            PolicyKey.BULK_INVITE_MIN_ROLE, one.bulkInviteMinRole(), other.bulkInviteMinRole()),
        choice.of(PolicyKey.EXTERNAL_INVITERS, one.externalInviters(), other.externalInviters()),
        choice.of(PolicyKey.QUOTA_SINGLE_MAX, one.quotaSingleMax(), other.quotaSingleMax()),
        choice.of(PolicyKey.QUOTA_SINGLE_SOFT, one.quotaSingleSoft(), other.quotaSingleSoft()),
        choice.of(
            PolicyKey.QUOTA_SINGLE_PER_MEMBER,
            one.quotaSinglePerMember(),
            other.quotaSinglePerMember()),
        choice.of(PolicyKey.QUOTA_MULTI_MAX, one.quotaMultiMax(), other.quotaMultiMax()),
        choice.of(PolicyKey.QUOTA_MULTI_SOFT, one.quotaMultiSoft(), other.quotaMultiSoft()),
        choice.of(PolicyKey.QUOTA_EXTERNAL_MAX, one.quotaExternalMax(), other.quotaExternalMax()),
        choice.of(
            PolicyKey.QUOTA_EXTERNAL_SOFT, one.quotaExternalSoft(), other.quotaExternalSoft()),
        choice.of(PolicyKey.MAIL_INCLUDE_TEXT, one.mailIncludeText(), other.mailIncludeText()),
        choice.of(PolicyKey.PUSH_INCLUDE_TEXT, one.pushIncludeText(), other.pushIncludeText()),
        choice.of(
            PolicyKey.WEBHOOKS_HIDE_EXTERNALS,
            one.webhooksHideExternals(),
            other.webhooksHideExternals()),
        choice.of(PolicyKey.EDIT_HISTORY, one.editHistory(), other.editHistory()),
        choice.of(
            PolicyKey.FORWARD_TO_EXTERNALS, one.forwardToExternals(), other.forwardToExternals()),
        choice.of(PolicyKey.LINK_PREVIEWS, one.linkPreviews(), other.linkPreviews()),
        choice.of(
            PolicyKey.LINK_PREVIEWS_EXTERNAL,
            one.linkPreviewsExternal(),
            other.linkPreviewsExternal()),
        choice.of(PolicyKey.SLASH_EXTERNALS, one.slashExternals(), other.slashExternals()),
        choice.of(PolicyKey.BADGE_IN_MESSAGES, one.badgeInMessages(), other.badgeInMessages()),
        choice.of(PolicyKey.BADGE_IN_INBOX, one.badgeInInbox(), other.badgeInInbox()),
        choice.of(PolicyKey.AUDIT_KEEP_DAYS, one.auditKeepDays(), other.auditKeepDays()),
        choice.of(PolicyKey.RETENTION_DAYS, one.retentionDays(), other.retentionDays()),
        choice.of(
            PolicyKey.RETENTION_FILES_DAYS, one.retentionFilesDays(), other.retentionFilesDays()),
        choice.of(PolicyKey.REPORT_KEEP_DAYS, one.reportKeepDays(), other.reportKeepDays()),
        choice.of(
            PolicyKey.EXPORT_INCLUDES_PRIVATE,
            one.exportIncludesPrivate(),
            other.exportIncludesPrivate()));
  }
}
