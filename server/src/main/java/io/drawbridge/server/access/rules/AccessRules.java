package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.EditHistory;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Action.Manage;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Action.Read;
import io.drawbridge.server.access.rules.Action.Remove;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The rule table: pure, total, without I/O. The package shows it as a table. A person who is
 * suspended, or has no path and may not know of the conversation, gets {@code not_found}, whatever
 * they try.
 */
public final class AccessRules {
  private AccessRules() {}

  /** Decides one action of one person on one conversation. */
  public static Decision decide(Standing who, ConversationFacts what, Action action) {
    if (who.suspended()) {
      return Decision.NOT_FOUND;
    }
    Optional<Decision> followed = BackstageRules.decide(who, what, action);
    if (followed.isPresent()) {
      return followed.get();
    }
    if (!action.takesPath()
        && (action == Manage.DELETE ? owns(who.seat()) : runsWorkspace(who.seat()))) {
      return Decision.ALLOWED;
    }
    if (!who.hasPath()) {
      return listed(who, what) ? asLister(what, action) : Decision.NOT_FOUND;
    }
    boolean external = who.external();
    boolean manager = manages(who, what);
    return switch (action) {
      case Read.READ, Manage.LEAVE, Post.DELETE_OWN -> Decision.ALLOWED;
      case Read.MAIL_TEXT -> allowIf(!external || what.policies().mailIncludeText(), Why.EXTERNAL);
      case Read.PUSH_TEXT -> allowIf(!external && what.policies().pushIncludeText(), Why.EXTERNAL);
      case Post.REACT, Post.EDIT_OWN -> ifOpen(what);
      case Post.POST -> post(what, manager);
      case Post.MENTION -> mentions(who, what) ? post(what, manager) : Why.NO_MENTIONS;
      case Post.EDIT_MENTION -> mentions(who, what) ? ifOpen(what) : Why.NO_MENTIONS;
      case Post.SHARE -> FileRules.share(who, what, post(what, manager));
      case Post.SHARE_MENTION ->
          mentions(who, what) ? FileRules.share(who, what, post(what, manager)) : Why.NO_MENTIONS;
      case Post.REPLACE_FILE -> FileRules.share(who, what, ifOpen(what));
      case Post.ASK_BOT -> ExternalRules.askBot(who, what, post(what, manager));
      case Post.PIN -> external && !SightRules.pins(what) ? Why.EXTERNAL : ifOpen(what);
      case Read.SEE_OWN_VERSIONS ->
          allowIf(what.policies().editHistory() != EditHistory.OFF, Why.NO_EDIT_HISTORY);
      case Read.SEE_VERSIONS -> external ? Why.EXTERNAL : versions(what, manager);
      case Read.TELL_OF_EXTERNALS -> ExternalRules.tellOf(what, manager);
      case Post.DELETE_ANY, Manage.CLOSE, Manage.LOCK, Manage.SET_POLICY, Manage.MANAGE_HOOKS ->
          allowIf(manager, Why.NOT_MANAGER);
      case Manage.DELETE, Manage.MODERATE -> allowIf(manager, Why.NOT_MANAGER);
      case Manage.REMOVE_PERSON -> allowIf(manager, fixedOr(what, Why.NOT_MANAGER));
      case Manage.SET_ROLE ->
          !manager ? fixedOr(what, Why.NOT_MANAGER) : allowIf(what.group(), Why.NO_ROLES);
      case Remove.REMOVE_SPONSORED ->
          what.dm() ? Why.FIXED : external ? Why.EXTERNAL : Decision.ALLOWED;
      case Remove.REMOVE_EXTERNAL ->
          allowIf(manager || (what.dm() && !external), external ? Why.EXTERNAL : Why.NOT_MANAGER);
      case Manage.REMOVE_GROUP ->
          what.thread() ? allowIf(manager, Why.NOT_MANAGER) : Why.NOT_A_THREAD;
      case Manage.RENAME -> rename(what, external, manager);
      case Invite.ADD_MEMBER -> add(what, external, manager);
      case Invite.ADD_EXTERNAL -> addExternal(who, what, manager);
      case Invite.GIVE_CODE -> ExternalRules.byCode(addExternal(who, what, manager), what);
      case Invite.ADD_MANY ->
          ExternalRules.many(addExternal(who, what, manager), what, runsWorkspace(who.seat()));
      case Invite.OFFER_REQUESTS, Invite.OFFER_ENTRY, Invite.APPROVE_JOIN ->
          JoinRules.decide(who, what, action, manager);
      case Invite.ADD_GROUP -> what.thread() ? add(what, external, manager) : Why.NOT_A_THREAD;
      case Invite.ADMIT_TO_DM -> admitToDm(who, what);
      case Invite.SUGGEST -> JoinRules.suggest(what, external);
      case Invite.JOIN -> allowIf(what.openGroup(), Why.NOT_OPEN);
      case Manage.SEE_INVITATIONS ->
          allowIf(!external || (what.dm() && who.starter()), Why.EXTERNAL);
      case Manage.MANAGE_INVITATIONS -> allowIf(manager, Why.NOT_INVITER);
      case Manage.OPEN_BACKSTAGE -> BackstageRules.open(what, external);
      case Manage.APPROVE_EXTERNAL -> ApprovalRules.approve(what, manager);
      case Invite.START_THREAD_WITHIN ->
          !what.group()
              ? Why.NOT_A_GROUP
              : external && !ExternalRules.startThreads(what.policies())
                  ? Why.EXTERNAL
                  : ifOpen(what);
      case Invite.START_DM_WITHIN ->
          allowIf(!external || ExternalRules.startDms(what.policies()), Why.EXTERNAL);
    };
  }

  /** A group that a thread is addressed to, and how the person stands to it. */
  public record Recipient(Standing who, ConversationFacts group) {}

  /**
   * Decides whether a person brings an external into a conversation, no matter by which door: as a
   * contact, by an address, from the start of it, or by accepting an invitation of theirs. In a
   * thread the person must be able to do so in each of the groups that it is addressed to. A DM
   * that no workspace is the home of has nobody else in it, so there its opener decides.
   *
   * @param recipients these groups; none unless it is a thread
   */
  public static Decision bringExternal(
      Standing who, ConversationFacts what, List<Recipient> recipients) {
    if (what.dm() && what.workspace().isEmpty()) {
      return ifOpen(what);
    }
    Decision own = decide(who, what, what.dm() ? Invite.ADMIT_TO_DM : Invite.ADD_EXTERNAL);
    return own instanceof Allowed ? shareWithExternals(recipients) : own;
  }

  /**
   * Decides whether a person sets when the access of an external ends: who may bring externals in,
   * and is in charge of the conversation or answers for that one. A DM has nobody in charge.
   */
  public static Decision dateExternal(
      Standing who, ConversationFacts what, List<Recipient> recipients, boolean sponsor) {
    Decision bring = bringExternal(who, what, recipients);
    boolean may = sponsor || what.dm() || manages(who, what);
    return bring instanceof Allowed ? allowIf(may, Why.NOT_SPONSOR) : bring;
  }

  /**
   * Decides whether a person may let these groups share a thread with externals who are not in
   * them.
   */
  public static Decision shareWithExternals(List<Recipient> recipients) {
    boolean allowed =
        recipients.stream()
            .allMatch(it -> decide(it.who(), it.group(), Invite.ADD_EXTERNAL) instanceof Allowed);
    return allowIf(allowed, Why.STRICTER_GROUP);
  }

  /**
   * Decides whether a person may address a thread to a group: one that they are in, or that is open
   * to them. Whether they may add a group to that thread is another question (ADD_GROUP).
   */
  public static Decision address(Standing who, ConversationFacts group) {
    boolean may = who.hasPath() || group.openGroup();
    return knows(who, group) ? allowIf(may, Why.NOT_ADDRESSED) : Decision.NOT_FOUND;
  }

  /** Decides what only the author of a message may do by a right to their own. */
  public static Decision onMessage(Post action, boolean author) {
    return switch (action) {
      case EDIT_OWN, EDIT_MENTION, REPLACE_FILE, DELETE_OWN -> allowIf(author, Why.NOT_AUTHOR);
      case POST, MENTION, SHARE, SHARE_MENTION, REACT, DELETE_ANY, PIN, ASK_BOT -> Decision.ALLOWED;
    };
  }

  /** Decides whether an account of this sort asks bots: two of them would talk without end. */
  public static Decision askBotAs(boolean bot) {
    return allowIf(!bot, Why.BOTS_ASK_NOT);
  }

  /** Decides whether somebody may have a role in a group: externals administer nothing (D10). */
  public static Decision hold(ConversationRole role, BooleanSupplier seated) {
    return allowIf(role == ConversationRole.MEMBER || seated.getAsBoolean(), Why.EXTERNAL_ADMIN);
  }

  /** Decides whether an admin may leave a group in which other members stay, but no admin. */
  public static Decision leaveAsAdmin(boolean last) {
    return allowIf(!last, Why.NO_SUCCESSOR);
  }

  /** Returns the part of the past that a newcomer sees, if nobody says (D16). */
  public static HistoryWindow history(ConversationFacts what, Newcomer newcomer) {
    return switch (newcomer) {
      case MEMBER -> what.policies().memberHistory();
      case EXTERNAL -> what.policies().externalHistory();
      case RETURNING -> HistoryWindow.fromNow();
    };
  }

  /** Returns whether a DM that an external opens ends for them with the conversation it is for. */
  public static boolean anchors(ConversationFacts what) {
    return !what.policies().dmSurvivesScope();
  }

  /** Returns whether what came during a suspension shows once it is lifted (D16). */
  public static boolean showsAfterSuspension(boolean seated) {
    return seated;
  }

  /**
   * Decides one action of one person on a workspace. Without a seat, or suspended: {@code
   * not_found}. Members see the directory, make groups and threads and open DMs; if the policy lets
   * them, they invite members; the rest is for owners and admins.
   */
  public static Decision decide(WorkspaceStanding who, Policies policies, WorkspaceAction action) {
    if (who.suspended() || who.seat().isEmpty()) {
      return Decision.NOT_FOUND;
    }
    if (action == WorkspaceAction.INVITE_GUEST) {
      return ExternalRules.inviteGuest(who, policies, false);
    }
    if (action == WorkspaceAction.HOLD) {
      return allowIf(owns(who.seat()), Why.NOT_OWNER);
    }
    if (action == WorkspaceAction.EXPORT || action == WorkspaceAction.EXPORT_PRIVATE) {
      return export(who, policies, action == WorkspaceAction.EXPORT_PRIVATE);
    }
    boolean everybodys =
        switch (action) {
          case SEE_DIRECTORY, SEE_POLICIES, SEE_INVITATIONS, END_OWN_EXTERNALS -> true;
          case CREATE_GROUP, CREATE_THREAD, OPEN_DM, ANSWER_FOR_EXTERNALS, LEAVE -> true;
          case KEEP_OWN_BOT -> true;
          case INVITE_MEMBER -> policies.memberInvite();
          case SEE_EXTERNALS, SEE_AUDIT, SEE_LEDGER, MODERATE, INVITE_GUEST -> false;
          case EXPORT, EXPORT_PRIVATE -> false;
          case END_EXTERNALS, SET_POLICIES, MANAGE_INVITATIONS -> false;
          case SET_ROLE, REMOVE_MEMBER, DEMOTE, PROMOTE, SUSPEND, ERASE, END_SESSIONS -> false;
          case CREATE_BOT, HOLD -> false;
        };
    return allowIf(everybodys || runsWorkspace(who.seat()), Why.NOT_WORKSPACE_ADMIN);
  }

  /**
   * Decides whether an owner exports the workspace; what they do not read if a policy lets them.
   */
  private static Decision export(WorkspaceStanding who, Policies policies, boolean unread) {
    return owns(who.seat())
        ? allowIf(!unread || policies.exportIncludesPrivate(), Why.NOT_EXPORTED)
        : Why.NOT_OWNER;
  }

  /**
   * Decides whether {@code actor} may act on {@code on} and leave them with {@code then} (empty =
   * unchanged, or none): nobody grants more than they hold, only an owner touches an owner, and a
   * bot stays a member.
   */
  public static Decision decideOn(
      WorkspaceStanding actor,
      WorkspaceStanding on,
      WorkspaceAction action,
      Optional<WorkspaceRole> then) {
    int held = actor.seat().map(AccessRules::rank).orElse(-1);
    boolean within =
        on.seat().map(role -> rank(role) <= held).orElse(true)
            && then.map(role -> rank(role) <= held).orElse(true);
    boolean seat = action == WorkspaceAction.SET_ROLE || action == WorkspaceAction.DEMOTE;
    boolean ofBot = seat && on.bot() && on.seat().isPresent();
    return within ? allowIf(!ofBot, Why.BOT_ROLE) : Why.ABOVE_OWN_ROLE;
  }

  /** Returns whether the second role lets somebody do less than the first. */
  public static boolean lowers(WorkspaceRole before, WorkspaceRole after) {
    return rank(after) < rank(before);
  }

  /** Returns whether the second role lets somebody do less than the first. */
  public static boolean lowers(ConversationRole before, ConversationRole after) {
    return before == ConversationRole.ADMIN && after == ConversationRole.MEMBER;
  }

  /** Returns whether the conversation exists for this person: by a path, or in the directory. */
  public static boolean knows(Standing who, ConversationFacts what) {
    return !who.suspended() && (who.hasPath() || listed(who, what));
  }

  /** Returns whether the directory of the workspace shows the conversation to this person. */
  public static boolean listed(Standing who, ConversationFacts what) {
    return who.seat().isPresent()
        && !who.suspended()
        && what.group()
        && what.visibility().map(v -> v != Visibility.SECRET).orElse(false);
  }

  private static Decision asLister(ConversationFacts what, Action action) {
    return switch (action) {
      case Invite.JOIN -> what.openGroup() ? ifOpen(what) : Why.NOT_OPEN;
      case Read _, Post _, Invite _, Manage _, Remove _ -> Why.NOT_IN_IT;
    };
  }

  private static Decision post(ConversationFacts what, boolean manager) {
    return what.repliesLocked() && !manager ? closedOr(what, Why.LOCKED) : ifOpen(what);
  }

  private static Decision versions(ConversationFacts what, boolean manager) {
    return switch (what.policies().editHistory()) {
      case OFF -> Why.NO_EDIT_HISTORY;
      case MANAGERS -> allowIf(manager, Why.NOT_MANAGER);
      case MEMBERS -> Decision.ALLOWED;
    };
  }

  private static boolean mentions(Standing who, ConversationFacts what) {
    return !who.external() || ExternalRules.mention(what.policies());
  }

  private static Decision rename(ConversationFacts what, boolean external, boolean manager) {
    return switch (what.kind()) {
      case GROUP -> manager ? ifOpen(what) : Why.NOT_MANAGER;
      case THREAD -> changeDetails(what, external, manager);
      case DM -> Why.FIXED;
    };
  }

  private static Decision add(ConversationFacts what, boolean external, boolean manager) {
    return what.dm() ? Why.FIXED : changeDetails(what, external, manager);
  }

  static Decision addExternal(Standing who, ConversationFacts what, boolean manager) {
    boolean named = who.invitesAsAdmin();
    Decision policy =
        !who.external() && !what.dm()
            ? ExternalRules.invite(what.policies(), manager || named, named)
            : Decision.ALLOWED;
    return policy instanceof Allowed ? add(what, who.external(), manager) : policy;
  }

  private static Decision admitToDm(Standing who, ConversationFacts what) {
    if (!what.dm()) {
      return Why.NOT_A_DM;
    }
    if (what.workspace().isEmpty()) {
      return ifOpen(what);
    }
    if (who.external()) {
      return Why.EXTERNAL;
    }
    Decision policy = ExternalRules.inviteToDm(what.policies(), who.invitesAsAdmin());
    return policy instanceof Allowed ? ifOpen(what) : policy;
  }

  private static Decision changeDetails(ConversationFacts what, boolean external, boolean manager) {
    if (external) {
      return Why.EXTERNAL;
    }
    return what.detailsLocked() && !manager ? closedOr(what, Why.LOCKED) : ifOpen(what);
  }

  /**
   * Returns whether the person is in charge. Externals never are, not even of a thread they started
   * (D10).
   */
  static boolean manages(Standing who, ConversationFacts what) {
    if (who.external() || what.dm()) {
      return false;
    }
    return who.role() == ConversationRole.ADMIN
        || runsWorkspace(who.seat())
        || (what.thread() && !what.backstage() && who.starter());
  }

  static boolean runsWorkspace(Optional<WorkspaceRole> seat) {
    return seat.map(role -> role != WorkspaceRole.MEMBER).orElse(false);
  }

  private static boolean owns(Optional<WorkspaceRole> seat) {
    return seat.filter(role -> role == WorkspaceRole.OWNER).isPresent();
  }

  /** The higher, the more may be done. */
  private static int rank(WorkspaceRole role) {
    return switch (role) {
      case MEMBER -> 0;
      case ADMIN -> 1;
      case OWNER -> 2;
    };
  }

  static Decision allowIf(boolean may, Decision otherwise) {
    return may ? Decision.ALLOWED : otherwise;
  }

  static Decision ifOpen(ConversationFacts what) {
    return closedOr(what, Decision.ALLOWED);
  }

  private static Decision closedOr(ConversationFacts what, Decision otherwise) {
    return what.closed() ? Why.CLOSED : otherwise;
  }

  static Decision fixedOr(ConversationFacts what, Decision otherwise) {
    return what.dm() ? Why.FIXED : otherwise;
  }
}
