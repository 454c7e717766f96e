package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Values of policies; an absent one says nothing. In a conversation none may be less strict than in
 * its workspace.
 *
 * @param externalsEnabled anybody from outside may be brought in, or may start something
 * @param externalInvite who brings externals in
 * @param externalApproval who approves that an external comes in whom somebody else brings in
 * @param externalJoin the ways by which externals may come in
 * @param requireAcceptance externals whom somebody adds by name are in once they have accepted
 * @param externalMentions whom externals may mention
 * @param externalDm which part externals have in direct messages
 * @param dmSurvivesScope a DM that an external opens does not end with the conversation it is for
 * @param externalStartThread externals start threads in the groups they are in
 * @param externalMaySuggest externals suggest people, whom somebody who manages the conversation
 *     lets in or not
 * @param externalUpload externals share files in the conversations they are in
 * @param externalWithoutEmail somebody who has no address comes in by a code that they are told
 * @param externalProfileView what externals and those who are in the conversation see of each other
 * @param externalsSeeExternals externals see each other, and what they do; else members see all of
 *     it, and each external sees members and themself
 * @param externalDaysMax the most days that an external has access, 1 to 3650; how long is counted
 *     from the add
 * @param externalDaysDefault how long an external has access, if nobody says, 1 to 3650 days
 * @param orphanGraceDays how long an external stays whom nobody answers for any more, 0 to 3650
 *     days
 * @param confirmDays within how many days somebody confirms each external, 1 to 3650; counted from
 *     the add and from each time
 * @param externalMailDomains the mail domains that externals may have, at most 100; empty for none
 * @param externalMailDomainsRefused the mail domains that no external has, at most 100
 * @param externalMailDomainsApproved the mail domains whose externals nobody has to approve, at
 *     most 100
 * @param memberHistoryOnAdd how much of the past a member sees who is added, if nobody says; not
 *     {@code from_message}
 * @param externalHistoryOnAdd the same for an external
 * @param audienceGuard about which newcomers an author is asked who says whom they wrote to
 * @param confirmFirstExternal who brings the first external into a conversation says that they know
 * @param memberInvite members who are no admins invite to the workspace; of workspaces only, as are
 *     those that follow
 * @param guestInvite who invites guests to the workspace, into no conversation yet
 * @param bulkInviteMinRole the least role by which somebody who may bring externals in invites many
 *     at once
 * @param externalInviters members who bring externals in as admins of the workspace do, at most 100
 * @param quotaSingleMax the most externals who are in one conversation or invited to one, 0 to
 *     1000000
 * @param quotaSingleSoft the number of these above which admins are warned, 0 to 1000000
 * @param quotaSinglePerMember the most of these for each member of the workspace, 1 to 1000
 * @param quotaMultiMax the most externals who are in several conversations or invited to several, 0
 *     to 1000000
 * @param quotaMultiSoft the number of these above which admins are warned, 0 to 1000000
 * @param quotaExternalMax the most externals who are in or invited, 0 to 1000000
 * @param quotaExternalSoft the number of these above which admins are warned, 0 to 1000000
 * @param mailIncludeText mails to externals bear the text of messages
 * @param pushIncludeText pushes to members bear the text of messages; those to externals never do
 * @param webhooksHideExternals outgoing webhooks tell nothing of externals and of what they write
 * @param editHistory who sees what messages said before they were edited
 * @param forwardToExternals how messages are passed on to where externals read
 * @param groupMentions members mention groups, and everybody in a conversation
 * @param linkPreviews the server reads the pages to which messages link, and shows what they say of
 *     themselves, if its operator lets it
 * @param linkPreviewsExternal it does so for what externals write, and where externals are in
 * @param slashExternals externals run the slash commands of bots
 * @param badgeInMessages clients draw the badge of externals beside the names of authors
 * @param badgeInInbox clients draw it in the list of conversations
 * @param auditKeepDays for how many days records of the workspace's audit are kept at least, 1 to
 *     3650, within the bounds of the server
 * @param retentionDays for how many days messages are kept, 1 to 3650; older ones are gone for
 *     everybody, with their files
 * @param retentionFilesDays for how many days files are kept, 1 to 3650, if not as long as the
 *     messages that carry them
 * @param reportKeepDays for how many days reports to those who moderate are kept, 1 to 3650
 * @param exportIncludesPrivate an export of the workspace holds what its owners cannot read: DMs
 *     and groups that they are not in, whose people are told
 */
public record PolicyValues(
    Optional<Boolean> externalsEnabled,
    Optional<ExternalInvite> externalInvite,
    Optional<ExternalApproval> externalApproval,
    Optional<ExternalJoin> externalJoin,
    Optional<Boolean> requireAcceptance,
    Optional<ExternalMentions> externalMentions,
    Optional<ExternalDm> externalDm,
    Optional<Boolean> dmSurvivesScope,
    Optional<Boolean> externalStartThread,
    Optional<Boolean> externalMaySuggest,
    Optional<Boolean> externalUpload,
    Optional<Boolean> externalWithoutEmail,
    Optional<ExternalProfileView> externalProfileView,
    Optional<Boolean> externalsSeeExternals,
    Optional<Integer> externalDaysMax,
    Optional<Integer> externalDaysDefault,
    Optional<Integer> orphanGraceDays,
    Optional<Integer> confirmDays,
    Optional<List<String>> externalMailDomains,
    Optional<List<String>> externalMailDomainsRefused,
    Optional<List<String>> externalMailDomainsApproved,
    Optional<HistoryWindow> memberHistoryOnAdd,
    Optional<HistoryWindow> externalHistoryOnAdd,
    Optional<AudienceGuard> audienceGuard,
    Optional<Boolean> confirmFirstExternal,
    Optional<Boolean> memberInvite,
    Optional<GuestInvite> guestInvite,
    Optional<BulkInviteMinRole> bulkInviteMinRole,
    Optional<List<AccountId>> externalInviters,
    Optional<Integer> quotaSingleMax,
    Optional<Integer> quotaSingleSoft,
    Optional<Integer> quotaSinglePerMember,
    Optional<Integer> quotaMultiMax,
    Optional<Integer> quotaMultiSoft,
    Optional<Integer> quotaExternalMax,
    Optional<Integer> quotaExternalSoft,
    Optional<Boolean> mailIncludeText,
    Optional<Boolean> pushIncludeText,
    Optional<Boolean> webhooksHideExternals,
    Optional<EditHistory> editHistory,
    Optional<ForwardToExternals> forwardToExternals,
    Optional<Boolean> groupMentions,
    Optional<Boolean> linkPreviews,
    Optional<Boolean> linkPreviewsExternal,
    Optional<Boolean> slashExternals,
    Optional<Boolean> badgeInMessages,
    Optional<Boolean> badgeInInbox,
    Optional<Integer> auditKeepDays,
    Optional<Integer> retentionDays,
    Optional<Integer> retentionFilesDays,
    Optional<Integer> reportKeepDays,
    Optional<Boolean> exportIncludesPrivate) {

  static final int DAYS_MAX = 3_650;
  static final int QUOTA_MAX = 1_000_000;
  static final int PER_MEMBER_MAX = 1_000;

  /** Says nothing. */
  public static final PolicyValues NONE = PolicyChoice.none();

  /** Checks the fields. */
  public PolicyValues {
    externalDaysMax.ifPresent(it -> Check.range("external_days_max", it, 1, DAYS_MAX));
    externalDaysDefault.ifPresent(it -> Check.range("external_days_default", it, 1, DAYS_MAX));
    orphanGraceDays.ifPresent(it -> Check.range("orphan_grace_days", it, 0, DAYS_MAX));
    confirmDays.ifPresent(it -> Check.range("confirm_days", it, 1, DAYS_MAX));
    externalMailDomains =
        externalMailDomains.map(it -> PolicyChecks.domains("external_mail_domains", it));
    externalMailDomainsRefused =
        externalMailDomainsRefused.map(
            it -> PolicyChecks.domains("external_mail_domains_refused", it));
    externalMailDomainsApproved =
        externalMailDomainsApproved.map(
            it -> PolicyChecks.domains("external_mail_domains_approved", it));
    externalInviters = externalInviters.map(it -> PolicyChecks.people("external_inviters", it));
    PolicyChecks.noMessage("member_history_on_add", memberHistoryOnAdd);
    PolicyChecks.noMessage("external_history_on_add", externalHistoryOnAdd);
    quotaSingleMax.ifPresent(it -> Check.range("quota_single_max", it, 0, QUOTA_MAX));
    quotaSingleSoft.ifPresent(it -> Check.range("quota_single_soft", it, 0, QUOTA_MAX));
    quotaMultiMax.ifPresent(it -> Check.range("quota_multi_max", it, 0, QUOTA_MAX));
    quotaMultiSoft.ifPresent(it -> Check.range("quota_multi_soft", it, 0, QUOTA_MAX));
    quotaExternalMax.ifPresent(it -> Check.range("quota_external_max", it, 0, QUOTA_MAX));
    quotaExternalSoft.ifPresent(it -> Check.range("quota_external_soft", it, 0, QUOTA_MAX));
    quotaSinglePerMember.ifPresent(
        it -> Check.range("quota_single_per_member", it, 1, PER_MEMBER_MAX));
    auditKeepDays.ifPresent(it -> Check.range("audit_keep_days", it, 1, DAYS_MAX));
    retentionDays.ifPresent(it -> Check.range("retention_days", it, 1, DAYS_MAX));
    retentionFilesDays.ifPresent(it -> Check.range("retention_files_days", it, 1, DAYS_MAX));
    reportKeepDays.ifPresent(it -> Check.range("report_keep_days", it, 1, DAYS_MAX));
  }

  /** The value of one policy. */
  public Optional<?> of(PolicyKey key) {
    return switch (key) {
      case EXTERNALS_ENABLED -> externalsEnabled;
      case EXTERNAL_INVITE -> externalInvite;
      case EXTERNAL_APPROVAL -> externalApproval;
      case EXTERNAL_JOIN -> externalJoin;
      case REQUIRE_ACCEPTANCE -> requireAcceptance;
      case EXTERNAL_MENTIONS -> externalMentions;
      case EXTERNAL_DM -> externalDm;
      case DM_SURVIVES_SCOPE -> dmSurvivesScope;
      case EXTERNAL_START_THREAD -> externalStartThread;
      case EXTERNAL_MAY_SUGGEST -> externalMaySuggest;
      case EXTERNAL_UPLOAD -> externalUpload;
      case EXTERNAL_WITHOUT_EMAIL -> externalWithoutEmail;
      case EXTERNAL_PROFILE_VIEW -> externalProfileView;
      case EXTERNALS_SEE_EXTERNALS -> externalsSeeExternals;
      case EXTERNAL_DAYS_MAX -> externalDaysMax;
      case EXTERNAL_DAYS_DEFAULT -> externalDaysDefault;
      case ORPHAN_GRACE_DAYS -> orphanGraceDays;
      case CONFIRM_DAYS -> confirmDays;
      case EXTERNAL_MAIL_DOMAINS -> externalMailDomains;
      case EXTERNAL_MAIL_DOMAINS_REFUSED -> externalMailDomainsRefused;
      case EXTERNAL_MAIL_DOMAINS_APPROVED -> externalMailDomainsApproved;
      case MEMBER_HISTORY_ON_ADD -> memberHistoryOnAdd;
      case EXTERNAL_HISTORY_ON_ADD -> externalHistoryOnAdd;
      case AUDIENCE_GUARD -> audienceGuard;
      case CONFIRM_FIRST_EXTERNAL -> confirmFirstExternal;
      case MEMBER_INVITE -> memberInvite;
      case GUEST_INVITE -> guestInvite;
      case BULK_INVITE_MIN_ROLE -> bulkInviteMinRole;
      case EXTERNAL_INVITERS -> externalInviters;
      case QUOTA_SINGLE_MAX -> quotaSingleMax;
      case QUOTA_SINGLE_SOFT -> quotaSingleSoft;
      case QUOTA_SINGLE_PER_MEMBER -> quotaSinglePerMember;
      case QUOTA_MULTI_MAX -> quotaMultiMax;
      case QUOTA_MULTI_SOFT -> quotaMultiSoft;
      case QUOTA_EXTERNAL_MAX -> quotaExternalMax;
      case QUOTA_EXTERNAL_SOFT -> quotaExternalSoft;
      case MAIL_INCLUDE_TEXT -> mailIncludeText;
      case PUSH_INCLUDE_TEXT -> pushIncludeText;
      case WEBHOOKS_HIDE_EXTERNALS -> webhooksHideExternals;
      case EDIT_HISTORY -> editHistory;
      case FORWARD_TO_EXTERNALS -> forwardToExternals;
      case GROUP_MENTIONS -> groupMentions;
      case LINK_PREVIEWS -> linkPreviews;
      case LINK_PREVIEWS_EXTERNAL -> linkPreviewsExternal;
      case SLASH_EXTERNALS -> slashExternals;
      case BADGE_IN_MESSAGES -> badgeInMessages;
      case BADGE_IN_INBOX -> badgeInInbox;
      case AUDIT_KEEP_DAYS -> auditKeepDays;
      case RETENTION_DAYS -> retentionDays;
      case RETENTION_FILES_DAYS -> retentionFilesDays;
      case REPORT_KEEP_DAYS -> reportKeepDays;
      case EXPORT_INCLUDES_PRIVATE -> exportIncludesPrivate;
    };
  }

  /** Makes one value of two, for each policy. */
  public interface Choice {
    <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other);
  }

  /** The values that the choice makes of these and the others. */
  public PolicyValues with(PolicyValues other, Choice choice) {
    return PolicyChoice.of(this, other, choice);
  }

  /** The same with other people who bring externals in. */
  public PolicyValues externalInvite(ExternalInvite value) {
    return put(PolicyKey.EXTERNAL_INVITE, value);
  }

  /** The same with other people who approve externals. */
  public PolicyValues externalApproval(ExternalApproval value) {
    return put(PolicyKey.EXTERNAL_APPROVAL, value);
  }

  /** The same with other ways by which externals may come in. */
  public PolicyValues externalJoin(ExternalJoin value) {
    return put(PolicyKey.EXTERNAL_JOIN, value);
  }

  /** The same with other people whom externals may mention. */
  public PolicyValues externalMentions(ExternalMentions value) {
    return put(PolicyKey.EXTERNAL_MENTIONS, value);
  }

  /** The same with another part of externals in direct messages. */
  public PolicyValues externalDm(ExternalDm value) {
    return put(PolicyKey.EXTERNAL_DM, value);
  }

  /** The same with another part that is seen of people in a conversation. */
  public PolicyValues externalProfileView(ExternalProfileView value) {
    return put(PolicyKey.EXTERNAL_PROFILE_VIEW, value);
  }

  /** The same with another part of the past for members. */
  public PolicyValues memberHistoryOnAdd(HistoryWindow value) {
    return put(PolicyKey.MEMBER_HISTORY_ON_ADD, value);
  }

  /** The same with another part of the past for externals. */
  public PolicyValues externalHistoryOnAdd(HistoryWindow value) {
    return put(PolicyKey.EXTERNAL_HISTORY_ON_ADD, value);
  }

  /** The same with other newcomers about whom an author is asked. */
  public PolicyValues audienceGuard(AudienceGuard value) {
    return put(PolicyKey.AUDIENCE_GUARD, value);
  }

  /** The same with other people who invite guests. */
  public PolicyValues guestInvite(GuestInvite value) {
    return put(PolicyKey.GUEST_INVITE, value);
  }

  /** The same with these people who bring externals in and no others. */
  public PolicyValues externalInviters(List<AccountId> value) {
    return put(PolicyKey.EXTERNAL_INVITERS, value);
  }

  /** The same with another value of a policy that is on or off. */
  public PolicyValues flag(PolicyKey key, boolean value) {
    return put(key, value);
  }

  /** The same with another value of a policy that is a number: of days, or a quota. */
  public PolicyValues number(PolicyKey key, int value) {
    return put(key, value);
  }

  /** The same with other mail domains of a policy that lists some. */
  public PolicyValues domains(PolicyKey key, List<String> value) {
    return put(key, value);
  }

  /**
   * The same with the value that a text names, as {@link #text(PolicyKey)} writes it.
   *
   * @throws ProtocolException if the policy takes no such value
   */
  public PolicyValues parsed(PolicyKey key, String text) {
    return put(key, PolicyText.value(key, text));
  }

  /** The value must be of the type of the key. */
  private PolicyValues put(PolicyKey replaced, Object value) {
    return with(
        NONE,
        new Choice() {
          @Override
          @SuppressWarnings("unchecked") // each caller gives the key its own type
          public <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other) {
            return key == replaced ? Optional.of((T) value) : one;
          }
        });
  }

  /** The value of a policy as people read it: its wire name, or {@code last_days 30}. */
  public Optional<String> text(PolicyKey key) {
    return of(key).map(PolicyValues::text);
  }

  /** One such value as people read it. */
  public static String text(Object value) {
    return PolicyText.of(value);
  }
}
