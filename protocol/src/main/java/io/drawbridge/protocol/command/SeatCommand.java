package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands by which a member becomes an external, an external a member, either leaves, and those
 * who left are erased.
 *
 * @param <R> what the command answers
 */
public sealed interface SeatCommand<R extends Result> extends Command<R> {

  /**
   * A conversation in which somebody stays as an external.
   *
   * @param conversation which; one that they are in now, by themselves or by a group
   * @param sponsor who answers for them: a member in it who may bring externals in; absent: the
   *     sender
   * @param until when their access ends, a time to come; absent: as the policies say
   * @param relation what they are to us, 1 to 100 chars
   */
  record Keep(
      ConversationId conversation,
      Optional<AccountId> sponsor,
      Optional<Instant> until,
      Optional<String> relation) {

    /** Checks the fields. */
    public Keep {
      Check.instant("until", until);
      relation = relation.map(it -> Check.name("relation", it));
    }

    /** One for which the sender answers. */
    public Keep(ConversationId conversation) {
      this(conversation, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Makes an external of a member; for admins, of an owner for owners. Their seat ends, with every
   * path that it or their groups led by, the bots they own, the invitations to their address and
   * all their sessions. They stay as an external in the conversations that are named, and see of
   * each what they saw before; who stays in a group stays in the threads that it leads to. What the
   * policies refuse there, or whom nobody could answer for, ends too, and the answer says so. When
   * this answers, nothing more of what ended is written to the person. Fails with {@code
   * limit_reached} if the quotas of externals have no room, and with {@code conflict} if no owner
   * would be left.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who; not the sender
   * @param keep where they stay, each conversation once, 0 to 50
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("workspace.demote")
  record Demote(
      String clientId,
      WorkspaceId workspace,
      AccountId person,
      List<Keep> keep,
      Optional<String> reason)
      implements SeatCommand<SeatResult.Demoted>, Mutation {

    /** Checks the fields and copies the list. */
    public Demote {
      Check.clientId(clientId);
      keep = Check.list("keep", keep, Limits.KEPT_GRANTS_MAX);
      Check.note("reason", reason);
    }
  }

  /**
   * Tells what {@code workspace.demote} would do now, and changes nothing. Who may demote somebody
   * may ask; without a choice, it tells what there is to choose from.
   *
   * @param workspace which workspace
   * @param person who
   * @param keep where they would stay, each conversation once, 0 to 50
   */
  @JsonTypeName("workspace.preview_demote")
  record PreviewDemote(WorkspaceId workspace, AccountId person, List<Keep> keep)
      implements SeatCommand<SeatResult.DemotionPreview> {

    /** Checks and copies the list. */
    public PreviewDemote {
      keep = Check.list("keep", keep, Limits.KEPT_GRANTS_MAX);
    }
  }

  /**
   * Mails an external of the workspace's conversations an invitation to become a member; for
   * admins. They become one when they accept, stay where they are and see what they saw; nobody has
   * to answer for them any more. Fails with {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person which external
   * @param role the role to come, admin or member; absent: member
   * @param note stands in the mail, 0 to 500 chars
   */
  @JsonTypeName("workspace.promote")
  record Promote(
      String clientId,
      WorkspaceId workspace,
      AccountId person,
      Optional<WorkspaceRole> role,
      Optional<String> note)
      implements SeatCommand<Done>, Mutation {

    /** Checks the fields. */
    public Promote {
      Check.clientId(clientId);
      if (role.filter(WorkspaceRole.OWNER::equals).isPresent()) {
        throw Check.invalid("role", "owner (expected: admin or member)");
      }
      Check.note("note", note);
    }
  }

  /**
   * Takes the sender out of a workspace: members with their seat, everything it led to and the bots
   * they own; externals with everything they have there. When this answers, nothing more of it is
   * written to them. Fails with {@code conflict} if no owner would be left.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param successor a member whom an owner who leaves makes an owner
   */
  @JsonTypeName("workspace.leave")
  record Leave(String clientId, WorkspaceId workspace, Optional<AccountId> successor)
      implements SeatCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public Leave {
      Check.clientId(clientId);
    }
  }

  /**
   * Erases what the workspace knows of a person who is no member: an external, or somebody who was
   * one or a member; for owners and admins. All that they have there ends, with the invitations,
   * requests and join links that would give it again, and a suspension, which nobody is left for.
   * Their name shows nowhere in the workspace any more, their address is gone from its invitations,
   * and the words about them from its audit, whose chain holds. What they wrote stays, without a
   * name, unless it is to be deleted too. Their account and what they have elsewhere is theirs.
   * When this answers, nothing more of what ended is written to them. If it fails halfway, the same
   * command goes on; again, it finds nothing more to do. Fails with {@code conflict} for a member.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person who
   * @param deleteMessages their messages there are deleted, too
   * @param reason why, 0 to 500 chars; it stays in the audit
   */
  @JsonTypeName("workspace.erase_person")
  record ErasePerson(
      String clientId,
      WorkspaceId workspace,
      AccountId person,
      boolean deleteMessages,
      Optional<String> reason)
      implements SeatCommand<SeatResult.PersonErased>, Mutation {

    /** Checks the fields. */
    public ErasePerson {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Tells what {@code workspace.erase_person} would do now, and changes nothing; for owners and
   * admins.
   *
   * @param workspace which workspace
   * @param person who
   */
  @JsonTypeName("workspace.preview_erase")
  record PreviewErase(WorkspaceId workspace, AccountId person)
      implements SeatCommand<SeatResult.ErasurePreview> {}
}
