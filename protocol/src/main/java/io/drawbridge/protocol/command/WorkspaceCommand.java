package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import java.util.Optional;

/**
 * Commands about a workspace, its members and its bots.
 *
 * @param <R> what the command answers
 */
public sealed interface WorkspaceCommand<R extends Result> extends Command<R> {

  /**
   * Sets up a new server: its first workspace and the admin. Fails with {@code link_spent} if that
   * was done.
   *
   * @param token the token that the new server printed
   * @param workspaceName 1 to 100 chars
   * @param email the admin's address
   * @param name the admin's name, 1 to 100 chars
   * @param password 10 to 256 chars
   * @param device the name of the device, 1 to 100 chars
   */
  @JsonTypeName("workspace.set_up")
  record SetUp(
      Secret token, String workspaceName, String email, String name, Secret password, String device)
      implements WorkspaceCommand<AccountResult.Redeemed>, Unauthenticated {

    /** Checks the fields. */
    public SetUp {
      Check.token("token", token);
      workspaceName = Check.name("workspace_name", workspaceName);
      Check.email("email", email);
      name = Check.name("name", name);
      Check.password("password", password);
      device = Check.device(device);
    }
  }

  /**
   * Makes a workspace, with the sender as its owner. Fails with {@code limit_reached} at 50
   * workspaces of one account.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param name 1 to 100 chars, one line
   */
  @JsonTypeName("workspace.create")
  record Create(String clientId, String name)
      implements WorkspaceCommand<WorkspaceResult.WorkspaceCreated>, Mutation {

    /** Checks the fields. */
    public Create {
      Check.clientId(clientId);
      name = Check.name("name", name);
    }
  }

  /**
   * Lists the members of a workspace in the order of their ids; for members only.
   *
   * @param workspace which workspace
   * @param after the last person of the page before
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("workspace.members")
  record ListMembers(WorkspaceId workspace, Optional<AccountId> after, Optional<Integer> limit)
      implements WorkspaceCommand<WorkspaceResult.WorkspaceMembers> {

    /** Checks the fields. */
    public ListMembers {
      Check.listPage(limit);
    }
  }

  /**
   * Lists which externals were let into which conversations of a workspace, also those that the
   * sender is not in; for admins. They end each by {@code member.remove}.
   *
   * @param workspace which workspace
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("workspace.externals")
  record ListExternals(WorkspaceId workspace, Optional<String> after, Optional<Integer> limit)
      implements WorkspaceCommand<WorkspaceResult.WorkspaceExternals> {

    /** Checks the fields. */
    public ListExternals {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Mails somebody an invitation to become a member; for admins. Somebody who is one already is
   * mailed nothing. Fails with {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param email an email address, 3 to 254 chars; its domain may be international
   * @param role the role to come, admin or member
   * @param note stands in the mail, 0 to 500 chars
   */
  @JsonTypeName("workspace.invite")
  record Invite(
      String clientId,
      WorkspaceId workspace,
      String email,
      WorkspaceRole role,
      Optional<String> note)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public Invite {
      Check.clientId(clientId);
      Check.email("email", email);
      if (role == WorkspaceRole.OWNER) {
        throw Check.invalid("role", "owner (expected: admin or member)");
      }
      Check.note("note", note);
    }
  }

  /**
   * Lists the invitations to become a member, or a guest, that nobody has answered, in the order of
   * their ids: all for admins, for other members their own. Their states are those of {@code
   * invitation.list}.
   *
   * @param workspace which workspace
   * @param after the last invitation of the page before
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("workspace.invitations")
  record ListInvitations(
      WorkspaceId workspace, Optional<InvitationId> after, Optional<Integer> limit)
      implements WorkspaceCommand<WorkspaceResult.WorkspaceInvitations> {

    /** Checks the fields. */
    public ListInvitations {
      Check.listPage(limit);
    }
  }

  /**
   * Mails an invitation to become a member again, with a new link that replaces the old one; for
   * the inviter, and for admins. Fails with {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("workspace.resend_invitation")
  record ResendInvitation(String clientId, InvitationId invitation)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public ResendInvitation {
      Check.clientId(clientId);
    }
  }

  /**
   * Takes an invitation to become a member back; for the inviter, and for admins. When this
   * answers, no mail of it leaves any more.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("workspace.withdraw_invitation")
  record WithdrawInvitation(String clientId, InvitationId invitation)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public WithdrawInvitation {
      Check.clientId(clientId);
    }
  }

  /**
   * Changes what a member may do; for admins, and for owners where an owner is made or unmade.
   * Fails with {@code conflict} if no owner would be left.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who
   * @param role the new role
   */
  @JsonTypeName("workspace.set_role")
  record SetRole(String clientId, WorkspaceId workspace, AccountId person, WorkspaceRole role)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public SetRole {
      Check.clientId(clientId);
    }
  }

  /**
   * Takes a member out of the workspace and of everything the membership led to; for admins. When
   * this answers, nothing more of it is written to the person. Fails with {@code conflict} if no
   * owner would be left.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who
   */
  @JsonTypeName("workspace.remove_member")
  record RemoveMember(String clientId, WorkspaceId workspace, AccountId person)
      implements WorkspaceCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public RemoveMember {
      Check.clientId(clientId);
    }
  }

  /**
   * Bars a member, an external of the workspace's conversations, or somebody who is only invited,
   * from all of it until unsuspended; for admins. When this answers, nothing more of it is written
   * to the person.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("workspace.suspend")
  record Suspend(String clientId, WorkspaceId workspace, AccountId person, Optional<String> reason)
      implements WorkspaceCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public Suspend {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Ends a suspension; for admins.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who
   */
  @JsonTypeName("workspace.unsuspend")
  record Unsuspend(String clientId, WorkspaceId workspace, AccountId person)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public Unsuspend {
      Check.clientId(clientId);
    }
  }

  /**
   * Bars the owner of an address from all of the workspace until unsuspended, whether or not there
   * is an account yet; for admins. Invitations to the address are worth nothing meanwhile, and a
   * person who is in the workspace by it is suspended as by {@code workspace.suspend}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param email an email address, 3 to 254 chars; its domain may be international
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("workspace.suspend_address")
  record SuspendAddress(
      String clientId, WorkspaceId workspace, String email, Optional<String> reason)
      implements WorkspaceCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public SuspendAddress {
      Check.clientId(clientId);
      Check.email("email", email);
      Check.note("reason", reason);
    }
  }

  /**
   * Ends the suspension of an address, and of the person who is in the workspace by it; for admins.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param email an email address, 3 to 254 chars; its domain may be international
   */
  @JsonTypeName("workspace.unsuspend_address")
  record UnsuspendAddress(String clientId, WorkspaceId workspace, String email)
      implements WorkspaceCommand<Done>, Mutation {

    /** Checks the fields. */
    public UnsuspendAddress {
      Check.clientId(clientId);
      Check.email("email", email);
    }
  }

  /**
   * Ends all sessions of a member, who gets a mail about it; for admins, of an owner for owners.
   * When this answers, nothing more is written to any of them.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person whose sessions; not the sender's
   */
  @JsonTypeName("workspace.end_sessions")
  record EndSessions(String clientId, WorkspaceId workspace, AccountId person)
      implements WorkspaceCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public EndSessions {
      Check.clientId(clientId);
    }
  }

  /**
   * Makes a bot in a workspace; for admins. The answer is the only place where its token is shown.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param name 1 to 100 chars, one line
   * @param expiresInDays days after which its token and its sessions end, 1 to 3650; never, if
   *     absent
   */
  @JsonTypeName("bot.create")
  record CreateBot(
      String clientId, WorkspaceId workspace, String name, Optional<Integer> expiresInDays)
      implements WorkspaceCommand<WorkspaceResult.BotCreated>, Mutation {

    /** Checks the fields. */
    public CreateBot {
      Check.clientId(clientId);
      name = Check.name("name", name);
      expiresInDays.ifPresent(
          it -> Check.range("expires_in_days", it, 1, Limits.BOT_TOKEN_DAYS_MAX));
    }

    /** A bot whose token does not end by itself. */
    public CreateBot(String clientId, WorkspaceId workspace, String name) {
      this(clientId, workspace, name, Optional.empty());
    }
  }

  /**
   * Replaces the token of a bot, and ends the sessions of the old one; for admins. The answer is
   * the only place where the new one is shown.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param bot which bot
   * @param expiresInDays days after which the new token and its sessions end, 1 to 3650; never, if
   *     absent
   */
  @JsonTypeName("bot.rotate_token")
  record RotateBotToken(
      String clientId, WorkspaceId workspace, AccountId bot, Optional<Integer> expiresInDays)
      implements WorkspaceCommand<WorkspaceResult.BotCreated>, Mutation {

    /** Checks the fields. */
    public RotateBotToken {
      Check.clientId(clientId);
      expiresInDays.ifPresent(
          it -> Check.range("expires_in_days", it, 1, Limits.BOT_TOKEN_DAYS_MAX));
    }
  }

  /**
   * Ends a bot: its token, its sessions and its memberships; for admins.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param bot which bot
   */
  @JsonTypeName("bot.revoke")
  record RevokeBot(String clientId, WorkspaceId workspace, AccountId bot)
      implements WorkspaceCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public RevokeBot {
      Check.clientId(clientId);
    }
  }
}
