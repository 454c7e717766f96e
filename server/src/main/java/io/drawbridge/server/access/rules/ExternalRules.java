package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.AudienceGuard;
import io.drawbridge.protocol.policy.BulkInviteMinRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalDm;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.ExternalProfileView;
import io.drawbridge.protocol.policy.GuestInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The part of {@link AccessRules} that the policies about externals decide (D1, D4, D7, D9, G-33,
 * G-34, TS-15). Each answer is allowed, or why the policy forbids it; what else an action takes is
 * asked beside it.
 */
public final class ExternalRules {
  private ExternalRules() {}

  /**
   * Decides whether the policies let a member bring externals in.
   *
   * @param manager they are in charge: of the conversation, or, in a DM, of its workspace
   * @param runsWorkspace they are an owner or admin of it, or named as one in this (HCL-5)
   */
  static Decision invite(Policies policies, boolean manager, boolean runsWorkspace) {
    if (!policies.externalsEnabled() || policies.externalJoin() == ExternalJoin.OFF) {
      return Why.NOBODY_OUTSIDE;
    }
    return switch (policies.externalInvite()) {
      case OFF -> Why.NOBODY_OUTSIDE;
      case ADMINS -> runsWorkspace ? Decision.ALLOWED : Why.NOT_WORKSPACE_ADMIN;
      case CONVERSATION_ADMINS -> manager ? Decision.ALLOWED : Why.NOT_MANAGER;
      case MEMBERS -> Decision.ALLOWED;
    };
  }

  /**
   * Decides whether somebody invites guests to the workspace, into no conversation yet (HCL-2).
   * Where externals have to be approved, who could approve all of them does (G-26).
   *
   * @param named they are named as one who brings externals in as admins do (HCL-5)
   */
  public static Decision inviteGuest(WorkspaceStanding who, Policies policies, boolean named) {
    if (who.suspended() || who.seat().isEmpty()) {
      return Decision.NOT_FOUND;
    }
    boolean admin = named || AccessRules.runsWorkspace(who.seat());
    if (!policies.externalsEnabled()
        || policies.externalJoin() == ExternalJoin.OFF
        || policies.guestInvite() == GuestInvite.OFF) {
      return Why.NOBODY_OUTSIDE;
    }
    if (!admin && policies.guestInvite() == GuestInvite.ADMINS) {
      return Why.NOT_WORKSPACE_ADMIN;
    }
    boolean approved = admin || policies.externalApproval() == ExternalApproval.OFF;
    return approved ? Decision.ALLOWED : Why.NEEDS_APPROVAL;
  }

  /** The same for a DM, which has no manager. */
  static Decision inviteToDm(Policies policies, boolean runsWorkspace) {
    Decision invite = invite(policies, runsWorkspace, runsWorkspace);
    boolean none = policies.externalDm() == ExternalDm.NONE;
    return invite instanceof Allowed && none ? Why.NOBODY_OUTSIDE : invite;
  }

  /**
   * Decides whether somebody brings many externals in at once (HCL-10), who may bring in one.
   *
   * @param one the answer about one
   */
  static Decision many(Decision one, ConversationFacts what, boolean runsWorkspace) {
    boolean named =
        runsWorkspace || what.policies().bulkInviteMinRole() == BulkInviteMinRole.MEMBER;
    return one instanceof Allowed && !named ? Why.NOT_WORKSPACE_ADMIN : one;
  }

  /**
   * Decides whether the policies let people come by join links (HAP-1): those who are let in one by
   * one, or at once.
   */
  static Decision joinByLink(Policies policies, boolean atOnce) {
    ExternalJoin least = atOnce ? ExternalJoin.LINK : ExternalJoin.OPEN_REQUEST;
    boolean lets = policies.externalJoin().compareTo(least) >= 0;
    return lets ? Decision.ALLOWED : atOnce ? Why.NOT_AT_ONCE : Why.NO_JOIN_LINKS;
  }

  /**
   * Decides whether somebody with this mail domain comes by a join link: one of its own domains, if
   * it has some, no matter who they are.
   */
  public static Decision comeByLink(Optional<List<String>> ofLink, Optional<String> mailDomain) {
    boolean let = ofLink.isEmpty() || mailDomain.filter(ofLink.get()::contains).isPresent();
    return let ? Decision.ALLOWED : Why.MAIL_DOMAIN;
  }

  /** Returns whether externals mention those who are in the conversation (D4). */
  static boolean mention(Policies policies) {
    return policies.externalMentions() != ExternalMentions.NONE;
  }

  /**
   * Returns whether people who are in the conversation see each other's profile there, and not the
   * card alone, if they are no members of one workspace (D5).
   */
  public static boolean showProfiles(ConversationFacts what) {
    return what.policies().externalProfileView() == ExternalProfileView.FULL_FOR_CO_PARTICIPANTS;
  }

  /** The newcomers about whom an author is asked who says whom they wrote to (N-7). */
  public static AudienceGuard asksAbout(ConversationFacts what) {
    return what.policies().audienceGuard();
  }

  /**
   * Returns whether externals start threads in the groups they are in. Where they do not see each
   * other they do not: a thread of one would show to another.
   */
  static boolean startThreads(Policies policies) {
    return policies.externalsEnabled()
        && policies.externalStartThread()
        && policies.externalsSeeExternals();
  }

  /**
   * Decides whether externals suggest people, whom somebody else lets in or not (D2). Where they do
   * not see each other they do not: those of another would count.
   */
  static Decision suggest(Policies policies) {
    boolean let =
        policies.externalsEnabled()
            && policies.externalMaySuggest()
            && policies.externalsSeeExternals();
    return let ? Decision.ALLOWED : Why.EXTERNAL;
  }

  /** Returns whether externals open DMs with those with whom they share a conversation. */
  static boolean startDms(Policies policies) {
    return policies.externalsEnabled() && policies.externalDm() == ExternalDm.CO_PARTICIPANTS;
  }

  /** Returns whether the policies bound how long an external has access (G-33, N-12). */
  public static boolean dates(ConversationFacts what) {
    Policies policies = what.policies();
    return policies.externalDaysMax().isPresent()
        || policies.externalDaysDefault().isPresent()
        || policies.confirmDays().isPresent();
  }

  /**
   * Returns when the access of an external ends who comes now: as asked, else by default, and never
   * later than the policies let it.
   */
  public static Optional<Instant> until(
      ConversationFacts what, Optional<Instant> asked, Instant now) {
    return until(what.policies(), asked, now);
  }

  /** The same of a guest of a workspace, by its policies. */
  public static Optional<Instant> until(Policies policies, Optional<Instant> asked, Instant now) {
    Optional<Instant> latest = policies.externalDaysMax().map(days -> in(now, days));
    Optional<Instant> wanted =
        asked.or(() -> policies.externalDaysDefault().map(days -> in(now, days)));
    return latest.isPresent() && wanted.filter(it -> it.isBefore(latest.get())).isEmpty()
        ? latest
        : wanted;
  }

  /**
   * Returns the latest end that the policies let an external's access have; empty: any, or none.
   */
  public static Optional<Instant> latest(ConversationFacts what, Instant now) {
    return what.policies().externalDaysMax().map(days -> in(now, days));
  }

  /**
   * Returns what the policies have against an external who is there (N-10); what they would ask of
   * one who comes now.
   *
   * @param until when their access ends
   * @param confirmBy by when somebody has to confirm them
   */
  public static Optional<Breach> breach(
      ConversationFacts what,
      Optional<String> mailDomain,
      Optional<Instant> until,
      Optional<Instant> confirmBy,
      Instant now) {
    if (!what.policies().externalsEnabled()) {
      return Optional.of(Breach.NOBODY_OUTSIDE);
    }
    if (what.dm() && what.policies().externalDm() == ExternalDm.NONE) {
      return Optional.of(Breach.NO_DM);
    }
    if (!among(what.policies(), mailDomain)) {
      return Optional.of(Breach.NOT_AMONG);
    }
    if (refused(what.policies(), mailDomain)) {
      return Optional.of(Breach.REFUSED);
    }
    return latest(what, now)
        .filter(latest -> until.filter(end -> !end.isAfter(latest)).isEmpty())
        .map(_ -> Breach.TERM)
        .or(() ->
            SponsorRules.unconfirmed(what, confirmBy, now)
                ? Optional.of(Breach.CONFIRM)
                : Optional.empty());
  }

  /** Returns what the policies have against somebody who has no address (D14). */
  public static Optional<Breach> unverified(ConversationFacts what, boolean unverified) {
    boolean against = unverified && !what.policies().externalWithoutEmail();
    return against ? Optional.of(Breach.UNVERIFIED) : Optional.empty();
  }

  private static Instant in(Instant now, int days) {
    return now.plus(Duration.ofDays(days));
  }

  /** Decides whether externals may come at all, by whatever way. */
  public static Decision letIn(ConversationFacts what) {
    return what.policies().externalsEnabled() ? Decision.ALLOWED : Why.NOBODY_OUTSIDE;
  }

  /**
   * Decides whether an external may have this mail domain (G-34). Who has no address has none of
   * those that alone are let in.
   */
  public static Decision comeFrom(ConversationFacts what, Optional<String> mailDomain) {
    return comeFrom(what.policies(), mailDomain);
  }

  /** The same of a guest of a workspace, by its policies. */
  public static Decision comeFrom(Policies policies, Optional<String> mailDomain) {
    boolean comes = among(policies, mailDomain) && !refused(policies, mailDomain);
    return comes ? Decision.ALLOWED : Why.MAIL_DOMAIN;
  }

  /**
   * Decides whether somebody without an address comes in, by a code that they are told (D14).
   *
   * @param one the answer about somebody who has an address
   */
  static Decision byCode(Decision one, ConversationFacts what) {
    return one instanceof Allowed ? withoutAddress(what) : one;
  }

  /** Decides whether somebody who has no address may come in there at all. */
  public static Decision withoutAddress(ConversationFacts what) {
    return what.policies().externalWithoutEmail()
        ? comeFrom(what, Optional.empty())
        : Why.NO_ADDRESS;
  }

  /** Decides whether the owner of an address may be invited, or somebody who has none. */
  public static Decision comeInvited(ConversationFacts what, Optional<String> mailDomain) {
    return mailDomain.isPresent() ? comeFrom(what, mailDomain) : withoutAddress(what);
  }

  /** Decides whether somebody who has no address comes where their code does not lead (TS-34). */
  public static Decision comeElsewhere() {
    return Why.ONE_PLACE;
  }

  private static boolean among(Policies policies, Optional<String> mailDomain) {
    Optional<List<String>> let = policies.externalMailDomains();
    return let.isEmpty() || mailDomain.filter(let.get()::contains).isPresent();
  }

  private static boolean refused(Policies policies, Optional<String> mailDomain) {
    return mailDomain.filter(policies.externalMailDomainsRefused()::contains).isPresent();
  }

  /** Returns whether the mail domain of an external matters at all. */
  public static boolean choosesMailDomains(ConversationFacts what) {
    return what.policies().externalMailDomains().isPresent()
        || !what.policies().externalMailDomainsRefused().isEmpty();
  }

  /**
   * Decides whether somebody from outside comes in without a word that they may be the first
   * (G-21).
   *
   * @param known who brings them in said that nobody from outside is there
   * @param somebody tells whether somebody from outside is there or invited; asked only if it
   *     matters
   */
  public static Decision first(ConversationFacts what, boolean known, BooleanSupplier somebody) {
    boolean asks = what.policies().confirmFirstExternal() && !known;
    return asks && !somebody.getAsBoolean() ? Why.FIRST_EXTERNAL : Decision.ALLOWED;
  }

  /**
   * Returns whether an external comes in only once they have accepted, whom somebody adds by name
   * (D3).
   */
  public static boolean asksFirst(ConversationFacts what) {
    return what.policies().requireAcceptance();
  }

  /** Decides whether an external comes in at once whom somebody adds by name. */
  public static Decision comeUnasked(boolean asked) {
    return AccessRules.allowIf(!asked, Why.NEEDS_ACCEPTANCE);
  }

  /** Decides whether somebody lets a webhook tell of externals and of what they write (G-30). */
  static Decision tellOf(ConversationFacts what, boolean manager) {
    boolean hidden = what.policies().webhooksHideExternals();
    return AccessRules.allowIf(manager && !hidden, Why.NOT_MANAGER);
  }

  /**
   * Decides whether somebody runs slash commands of bots: externals by the policy (G-30).
   *
   * @param otherwise the answer about a message of theirs
   */
  static Decision askBot(Standing who, ConversationFacts what, Decision otherwise) {
    boolean let = !who.external() || what.policies().slashExternals();
    return otherwise instanceof Allowed && !let ? Why.NO_SLASH : otherwise;
  }

  /** Returns whether a bot gets to know who asks it: no external where programs do not. */
  public static boolean namesToBots(ConversationFacts what, boolean external) {
    return !external || !what.policies().webhooksHideExternals();
  }

  /** Returns whether externals are told what is in force: where it is about what they may do. */
  public static boolean shows(PolicyKey key) {
    return switch (key) {
      case EXTERNAL_MENTIONS,
          EXTERNAL_DM,
          DM_SURVIVES_SCOPE,
          EXTERNAL_START_THREAD,
          EXTERNAL_MAY_SUGGEST,
          EXTERNAL_UPLOAD,
          EXTERNAL_PROFILE_VIEW,
          EXTERNALS_SEE_EXTERNALS,
          SLASH_EXTERNALS ->
          true;
      case EXTERNALS_ENABLED,
          EXTERNAL_INVITE,
          EXTERNAL_APPROVAL,
          EXTERNAL_JOIN,
          REQUIRE_ACCEPTANCE,
          EXTERNAL_WITHOUT_EMAIL,
          EXTERNAL_DAYS_MAX,
          EXTERNAL_DAYS_DEFAULT,
          ORPHAN_GRACE_DAYS,
          CONFIRM_DAYS,
          EXTERNAL_MAIL_DOMAINS,
          EXTERNAL_MAIL_DOMAINS_REFUSED,
          EXTERNAL_MAIL_DOMAINS_APPROVED,
          MEMBER_HISTORY_ON_ADD,
          EXTERNAL_HISTORY_ON_ADD,
          AUDIENCE_GUARD,
          CONFIRM_FIRST_EXTERNAL,
          MEMBER_INVITE,
          GUEST_INVITE,
          BULK_INVITE_MIN_ROLE,
          EXTERNAL_INVITERS,
          QUOTA_SINGLE_MAX,
          QUOTA_SINGLE_SOFT,
          QUOTA_SINGLE_PER_MEMBER,
          QUOTA_MULTI_MAX,
          QUOTA_MULTI_SOFT,
          QUOTA_EXTERNAL_MAX,
          QUOTA_EXTERNAL_SOFT,
          MAIL_INCLUDE_TEXT,
          PUSH_INCLUDE_TEXT,
          EDIT_HISTORY,
          FORWARD_TO_EXTERNALS,
          WEBHOOKS_HIDE_EXTERNALS,
          GROUP_MENTIONS,
          LINK_PREVIEWS,
          LINK_PREVIEWS_EXTERNAL,
          BADGE_IN_MESSAGES,
          BADGE_IN_INBOX,
          AUDIT_KEEP_DAYS,
          RETENTION_DAYS,
          RETENTION_FILES_DAYS,
          REPORT_KEEP_DAYS,
          EXPORT_INCLUDES_PRIVATE ->
          false;
    };
  }
}
