package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Action.Manage;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Action.Read;
import io.drawbridge.server.access.rules.Action.Remove;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.access.rules.Decision.Refused;
import java.util.List;
import java.util.Optional;

/**
 * The rule table: pure, total, without I/O. A person who is suspended, or has no path and may not
 * know of the conversation, gets {@code not_found}, whatever they try.
 *
 * <p><b>Who is who.</b> <i>path</i>: some active link leads there. <i>member</i>: a path and a seat
 * in the home workspace. <i>external</i>: a path and no seat. <i>manager</i>: a member who is an
 * admin of the conversation or of a group the thread is addressed to, an owner or admin of the
 * workspace, or who started the thread; DMs have no manager. <i>lister</i>: a seat, no path, and
 * the conversation is an open or private group, so the directory shows it.
 *
 * <table>
 * <caption>On a conversation</caption>
 * <tr><th>action</th><th>external</th><th>member</th><th>manager</th><th>lister</th></tr>
 * <tr><td>READ, LEAVE</td><td>yes</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>POST</td><td>open, unlocked</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>REACT, EDIT_OWN</td><td>open</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>DELETE_OWN</td><td>yes</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>DELETE_ANY</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>PIN</td><td>open DM</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>RENAME (group)</td><td>no</td><td>no</td><td>open</td><td>no</td></tr>
 * <tr><td>RENAME (thread)</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>CLOSE (and reopen), LOCK, SET_ROLE</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>ADD_MEMBER</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>ADD_EXTERNAL (group)</td><td>no</td><td>open, unlocked, open group</td><td>open</td>
 *     <td>no</td></tr>
 * <tr><td>ADD_EXTERNAL (thread)</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>ADD_GROUP (thread)</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>ADMIT_TO_DM (DM)</td><td>no</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>REMOVE_PERSON</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>REMOVE_SPONSORED</td><td>no</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>REMOVE_EXTERNAL</td><td>no</td><td>DM</td><td>yes</td><td>no</td></tr>
 * <tr><td>REMOVE_GROUP (thread)</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>JOIN (open group)</td><td>yes</td><td>yes</td><td>yes</td><td>open</td></tr>
 * <tr><td>SEE_INVITATIONS (and end one's own)</td><td>own DM</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>MANAGE_INVITATIONS</td><td>no</td><td>no</td><td>yes</td><td>workspace admins</td></tr>
 * <tr><td>START_THREAD_WITHIN (group)</td><td>open</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>START_DM_WITHIN</td><td>yes</td><td>yes</td><td>yes</td><td>no</td></tr>
 * </table>
 *
 * <p>"open" fails with {@code closed}, "unlocked" with {@code locked}: posting looks at the replies
 * lock, the others at the details lock. The people of a DM never change: nobody is added or
 * removed, anyone may leave; but the part of an external in it can be ended. "own DM": the one who
 * opened it sees whom they invited. "workspace admins": owners and admins of the home end what they
 * cannot read, in DMs and without a path too; REMOVE_EXTERNAL as well. What of a DM needs a seat is
 * free in one that no workspace is the home of.
 *
 * <p>A thread is as strict as its strictest group: see {@link #bringExternal}.
 */
public final class AccessRules {
  private AccessRules() {}

  /** Decides one action of one person on one conversation. */
  public static Decision decide(Standing who, ConversationFacts what, Action action) {
    if (who.suspended()) {
      return NOT_FOUND;
    }
    boolean ends = action == Manage.MANAGE_INVITATIONS || action == Remove.REMOVE_EXTERNAL;
    if (ends && runsWorkspace(who)) {
      return Decision.ALLOWED;
    }
    if (!who.hasPath()) {
      return listed(who, what) ? asLister(what, action) : NOT_FOUND;
    }
    boolean external = who.external();
    boolean manager = manages(who, what);
    return switch (action) {
      case Read.READ, Manage.LEAVE, Post.DELETE_OWN, Invite.START_DM_WITHIN -> Decision.ALLOWED;
      case Post.REACT, Post.EDIT_OWN -> ifOpen(what);
      case Post.POST -> what.repliesLocked() && !manager ? closedOr(what, LOCKED) : ifOpen(what);
      case Post.PIN -> external && !dm(what) ? EXTERNAL : ifOpen(what);
      case Post.DELETE_ANY, Manage.CLOSE, Manage.LOCK -> manager ? Decision.ALLOWED : NOT_MANAGER;
      case Manage.SET_ROLE, Manage.REMOVE_PERSON ->
          manager ? Decision.ALLOWED : fixedOr(what, NOT_MANAGER);
      case Remove.REMOVE_SPONSORED -> dm(what) ? FIXED : external ? EXTERNAL : Decision.ALLOWED;
      case Remove.REMOVE_EXTERNAL ->
          manager || (dm(what) && !external) ? Decision.ALLOWED : external ? EXTERNAL : NOT_MANAGER;
      case Manage.REMOVE_GROUP ->
          !thread(what) ? NOT_A_THREAD : manager ? Decision.ALLOWED : NOT_MANAGER;
      case Manage.RENAME -> rename(what, external, manager);
      case Invite.ADD_MEMBER -> add(what, external, manager);
      case Invite.ADD_EXTERNAL -> addExternal(what, external, manager);
      case Invite.ADD_GROUP -> thread(what) ? add(what, external, manager) : NOT_A_THREAD;
      case Invite.ADMIT_TO_DM -> admitToDm(what, external);
      case Invite.JOIN -> openGroup(what) ? Decision.ALLOWED : NOT_OPEN;
      case Manage.SEE_INVITATIONS ->
          external && !(dm(what) && who.starter()) ? EXTERNAL : Decision.ALLOWED;
      case Manage.MANAGE_INVITATIONS -> manager ? Decision.ALLOWED : NOT_INVITER;
      case Invite.START_THREAD_WITHIN -> group(what) ? ifOpen(what) : NOT_A_GROUP;
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
    if (dm(what) && what.workspace().isEmpty()) {
      return ifOpen(what);
    }
    Decision own = decide(who, what, dm(what) ? Invite.ADMIT_TO_DM : Invite.ADD_EXTERNAL);
    return own instanceof Allowed ? shareWithExternals(recipients) : own;
  }

  /**
   * Decides whether a person may let these groups share a thread with externals who are not in
   * them.
   */
  public static Decision shareWithExternals(List<Recipient> recipients) {
    boolean allowed =
        recipients.stream()
            .allMatch(it -> decide(it.who(), it.group(), Invite.ADD_EXTERNAL) instanceof Allowed);
    return allowed ? Decision.ALLOWED : STRICTER_GROUP;
  }

  /**
   * Decides one action of one person on a workspace. Without a seat, or suspended: {@code
   * not_found}. Members see the directory, make groups and threads and open DMs; the rest is for
   * owners and admins.
   */
  public static Decision decide(
      Optional<WorkspaceRole> seat, boolean suspended, WorkspaceAction action) {
    if (suspended || seat.isEmpty()) {
      return NOT_FOUND;
    }
    return switch (action) {
      case SEE_DIRECTORY, CREATE_GROUP, CREATE_THREAD, OPEN_DM, SEE_INVITATIONS -> Decision.ALLOWED;
      case SEE_EXTERNALS,
          INVITE_MEMBER,
          MANAGE_INVITATIONS,
          SET_ROLE,
          REMOVE_MEMBER,
          SUSPEND,
          END_SESSIONS,
          CREATE_BOT ->
          seat.get() == WorkspaceRole.MEMBER ? NOT_WORKSPACE_ADMIN : Decision.ALLOWED;
    };
  }

  /**
   * Decides whether a holder of {@code actor} may act on somebody who holds {@code now} (empty = no
   * seat) and leave them with {@code then} (empty = unchanged, or none): nobody grants more than
   * they hold, and only an owner touches an owner.
   */
  public static Decision decideOn(
      WorkspaceRole actor, Optional<WorkspaceRole> now, Optional<WorkspaceRole> then) {
    int held = rank(actor);
    boolean within =
        now.map(role -> rank(role) <= held).orElse(true)
            && then.map(role -> rank(role) <= held).orElse(true);
    return within ? Decision.ALLOWED : ABOVE_OWN_ROLE;
  }

  /**
   * Returns whether the conversation exists for this person: a path leads there, or it is listed.
   */
  public static boolean knows(Standing who, ConversationFacts what) {
    return !who.suspended() && (who.hasPath() || listed(who, what));
  }

  /** Returns whether the directory of the workspace shows the conversation to this person. */
  public static boolean listed(Standing who, ConversationFacts what) {
    return who.seat().isPresent()
        && !who.suspended()
        && group(what)
        && what.visibility().map(v -> v != Visibility.SECRET).orElse(false);
  }

  private static Decision asLister(ConversationFacts what, Action action) {
    return switch (action) {
      case Invite.JOIN -> openGroup(what) ? ifOpen(what) : NOT_OPEN;
      case Read _, Post _, Invite _, Manage _, Remove _ -> NOT_IN_IT;
    };
  }

  private static Decision rename(ConversationFacts what, boolean external, boolean manager) {
    return switch (what.kind()) {
      case GROUP -> manager ? ifOpen(what) : NOT_MANAGER;
      case THREAD -> changeDetails(what, external, manager);
      case DM -> FIXED;
    };
  }

  private static Decision add(ConversationFacts what, boolean external, boolean manager) {
    return dm(what) ? FIXED : changeDetails(what, external, manager);
  }

  /** Decides an addition of an external: into private and secret groups by their admins only. */
  private static Decision addExternal(ConversationFacts what, boolean external, boolean manager) {
    boolean reserved = group(what) && !openGroup(what);
    return reserved && !external && !manager ? NOT_MANAGER : add(what, external, manager);
  }

  private static Decision admitToDm(ConversationFacts what, boolean external) {
    if (!dm(what)) {
      return NOT_A_DM;
    }
    return external && what.workspace().isPresent() ? EXTERNAL : ifOpen(what);
  }

  private static Decision changeDetails(ConversationFacts what, boolean external, boolean manager) {
    if (external) {
      return EXTERNAL;
    }
    return what.detailsLocked() && !manager ? closedOr(what, LOCKED) : ifOpen(what);
  }

  /**
   * Returns whether the person is in charge. Externals never are, not even of a thread they started
   * (D10).
   */
  private static boolean manages(Standing who, ConversationFacts what) {
    if (who.external() || dm(what)) {
      return false;
    }
    return who.role() == ConversationRole.ADMIN
        || runsWorkspace(who)
        || (thread(what) && who.starter());
  }

  private static boolean runsWorkspace(Standing who) {
    return who.seat().map(role -> role != WorkspaceRole.MEMBER).orElse(false);
  }

  /** The rank of a role: the higher, the more may be done. */
  public static int rank(WorkspaceRole role) {
    return switch (role) {
      case MEMBER -> 0;
      case ADMIN -> 1;
      case OWNER -> 2;
    };
  }

  private static Decision ifOpen(ConversationFacts what) {
    return closedOr(what, Decision.ALLOWED);
  }

  private static Decision closedOr(ConversationFacts what, Decision otherwise) {
    return what.closed() ? CLOSED : otherwise;
  }

  private static Decision fixedOr(ConversationFacts what, Decision otherwise) {
    return dm(what) ? FIXED : otherwise;
  }

  private static boolean group(ConversationFacts what) {
    return what.kind() == ConversationKind.GROUP;
  }

  public static boolean thread(ConversationFacts what) {
    return what.kind() == ConversationKind.THREAD;
  }

  private static boolean dm(ConversationFacts what) {
    return what.kind() == ConversationKind.DM;
  }

  private static boolean openGroup(ConversationFacts what) {
    return group(what) && what.visibility().map(v -> v == Visibility.OPEN).orElse(false);
  }

  private static final Decision NOT_FOUND = new Refused(ErrorCode.NOT_FOUND, "not found");
  private static final Decision CLOSED =
      new Refused(ErrorCode.CLOSED, "the conversation is closed (expected: reopen it first)");
  private static final Decision LOCKED =
      new Refused(ErrorCode.LOCKED, "this part of the conversation is locked");
  private static final Decision NOT_IN_IT = refused("you are not in this conversation");
  private static final Decision EXTERNAL = refused("only members of the workspace may do this");
  private static final Decision NOT_MANAGER =
      refused("only admins, or who started the thread, may do this");
  private static final Decision NOT_INVITER =
      refused("only who invited, and who manages the conversation, may do this");
  private static final Decision NOT_WORKSPACE_ADMIN =
      refused("only owners and admins of the workspace may do this");
  private static final Decision ABOVE_OWN_ROLE =
      refused("nobody grants or takes a role above their own");
  private static final Decision FIXED = refused("the people of a direct message never change");
  private static final Decision NOT_A_THREAD = refused("groups are recipients of threads only");
  private static final Decision NOT_A_DM = refused("this is no direct message");
  private static final Decision NOT_A_GROUP =
      refused("a thread can be started within a group only");
  private static final Decision STRICTER_GROUP =
      refused("only who may bring externals into every group of the thread may do this");
  private static final Decision NOT_OPEN = refused("only open groups can be joined");

  private static Decision refused(String why) {
    return new Refused(ErrorCode.NOT_ALLOWED, why);
  }
}
