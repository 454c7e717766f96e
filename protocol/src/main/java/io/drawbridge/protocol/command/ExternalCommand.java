package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * Commands about all externals of a workspace.
 *
 * @param <R> what the command answers
 */
public sealed interface ExternalCommand<R extends Result> extends Command<R> {

  /**
   * Lists the externals of a workspace, each once; for owners and admins, be they in the
   * conversations or not.
   *
   * @param workspace which workspace
   * @param filter which of them; absent: all who have something or are invited
   * @param order by what; absent: by name
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("external.list")
  record ListExternals(
      WorkspaceId workspace,
      Optional<ExternalFilter> filter,
      Optional<ExternalOrder> order,
      Optional<String> after,
      Optional<Integer> limit)
      implements ExternalCommand<ExternalResult.Externals> {

    /** Checks the fields. */
    public ListExternals {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Mails somebody an invitation to become a guest of the workspace: known there, and in no
   * conversation until somebody adds them. For whom the policy {@code guest_invite} lets; where
   * externals have to be approved, for owners and admins. Somebody who is a member or a guest is
   * mailed nothing, and the answer is the same. {@code workspace.invitations} lists it, and {@code
   * external.end} ends it. Fails with {@code not_allowed} or {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param email an email address, 3 to 254 chars; its domain may be international
   * @param name what they are called, if they do not say, 1 to 120 chars
   * @param note stands in the mail, 0 to 500 chars
   * @param until when they are a guest no more; the policies may end it earlier
   * @param relation what they are to us, such as customer, 1 to 120 chars
   */
  @JsonTypeName("external.invite")
  record Invite(
      String clientId,
      WorkspaceId workspace,
      String email,
      Optional<String> name,
      Optional<String> note,
      Optional<Instant> until,
      Optional<String> relation)
      implements ExternalCommand<Done>, Mutation {

    /** Checks the fields. */
    public Invite {
      Check.clientId(clientId);
      Check.email("email", email);
      name = name.map(it -> Check.name("name", it));
      Check.note("note", note);
      Check.instant("until", until);
      relation = relation.map(it -> Check.name("relation", it));
    }
  }

  /**
   * Counts the externals of a workspace by their class, beside the quotas that are set; for owners
   * and admins.
   *
   * @param workspace which workspace
   */
  @JsonTypeName("external.count")
  record Count(WorkspaceId workspace) implements ExternalCommand<ExternalResult.Counted> {}

  /**
   * Shows everything that an external reaches in a workspace now, and by what; for owners and
   * admins. Conversations that the sender may not find have no name.
   *
   * @param workspace which workspace
   * @param person which external
   */
  @JsonTypeName("external.show")
  record Show(WorkspaceId workspace, AccountId person)
      implements ExternalCommand<ExternalResult.ExternalReach> {}

  /**
   * Ends what externals have in a workspace, with the invitations, requests and join links that
   * would give it again: of an inviter and of a conversation all links, of a mail domain those that
   * are for it alone; from others it is taken off. Owners and admins of the workspace end
   * everything, be they in the conversations or not; members end what they gave themselves, by
   * {@code inviter}. When this answers, nothing more of those conversations is written to those
   * people. If it fails halfway, what has ended stays so, and the same command goes on.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param which what is to end
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("external.end")
  record End(
      String clientId, WorkspaceId workspace, ExternalSelection which, Optional<String> reason)
      implements ExternalCommand<ExternalResult.ExternalsEnded>, Mutation {

    /** Checks the fields. */
    public End {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Sets when what externals have in a workspace ends by itself, as to renew it; the open
   * invitations that would give the same follow. Owners and admins of the workspace set the end of
   * everything, be they in the conversations or not; members of what they gave themselves, by
   * {@code inviter}, where they may still bring externals in. What may not end then stays as it is,
   * and the answer says so. If it fails halfway, what was set stays so, and the same command goes
   * on.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param which whose and where
   * @param until a time to come; absent: no end
   * @param conditions what else ends it, of grants; absent: nothing
   * @param reason why, 0 to 500 chars; what an owner or admin gives a reason and an end is an
   *     exception that the policies pass over until then
   */
  @JsonTypeName("external.set_until")
  record SetUntil(
      String clientId,
      WorkspaceId workspace,
      ExternalSelection which,
      Optional<Instant> until,
      Optional<EndConditions> conditions,
      Optional<String> reason)
      implements ExternalCommand<ExternalResult.ExternalsDated>, Mutation {

    /** Checks the fields. */
    public SetUntil {
      Check.clientId(clientId);
      Check.instant("until", until);
      Check.note("reason", reason);
    }
  }

  /**
   * Lets somebody else answer for externals, or again for those whom nobody answers for: the end
   * that was set holds again. For those who answer for them, for those who manage the conversation
   * or the workspace, be they in it or not, and for members of a DM; of people, firms and inviters
   * other than oneself, for owners and admins. Where the successor may bring no externals in, all
   * stays as it is, and the answer says so. Of people, firms and inviters the guests go with them,
   * if the successor may invite some.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param which whose and where
   * @param to the successor, who is in those conversations; oneself takes them over
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("external.hand_over")
  record HandOver(
      String clientId,
      WorkspaceId workspace,
      ExternalSelection which,
      AccountId to,
      Optional<String> reason)
      implements ExternalCommand<ExternalResult.ExternalsKept>, Mutation {

    /** Checks the fields. */
    public HandOver {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Confirms that externals are still needed, for as many days as the policies say from now; what
   * nobody confirms in time ends by itself. Who may hand externals over may confirm them.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param which whose and where
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("external.confirm")
  record Confirm(
      String clientId, WorkspaceId workspace, ExternalSelection which, Optional<String> reason)
      implements ExternalCommand<ExternalResult.ExternalsKept>, Mutation {

    /** Checks the fields. */
    public Confirm {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Tells what {@code external.end} would end now, and changes nothing. Who may end it may ask.
   *
   * @param workspace which workspace
   * @param which what is to end
   */
  @JsonTypeName("external.preview_end")
  record PreviewEnd(WorkspaceId workspace, ExternalSelection which)
      implements ExternalCommand<ExternalResult.ExternalsToEnd> {}
}
