package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.JoinResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands about join links, and about the requests of people who come by them.
 *
 * @param <R> what the command answers
 */
public sealed interface JoinCommand<R extends Result> extends Command<R> {

  /**
   * Makes a link by which people apply to join a group or a thread. Those who may bring an external
   * in may make one, if the policy {@code external_join} lets them; one that lets people in without
   * an answer takes somebody who manages the conversation, and {@code link} as the policy. It is
   * worth what its maker may do now: a person who was taken out of the conversation, left the
   * workspace or is suspended leaves only dead ones. Who joins by it is in the care of who made it,
   * or of who approved. Fails with {@code closed}, {@code locked} or {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group or thread
   * @param expiresAt when it stops working, at most 90 days from now; absent: in 7 days
   * @param usesMax how many people it lets in, 1 to 1000; absent: one
   * @param mailDomains the mail domains that they must have, at most 100; absent: any
   * @param approval who manages the conversation answers each application; absent: yes
   * @param history how much of the past they see; absent: what the policies say. Somebody who was
   *     there before sees what follows from then on, whatever stands here
   * @param until when the access it gives ends by itself; not together with {@code days}
   * @param days how many days the access it gives lasts, 1 to 3650
   * @param relation what they are to us, 1 to 100 chars
   * @param note stands on its page, 0 to 500 chars
   * @param conditions what else ends the access it gives
   * @param confirmFirst as in {@code member.add}
   */
  @JsonTypeName("join_link.create")
  record CreateLink(
      String clientId,
      ConversationId conversation,
      Optional<Instant> expiresAt,
      Optional<Integer> usesMax,
      Optional<List<String>> mailDomains,
      Optional<Boolean> approval,
      Optional<HistoryWindow> history,
      Optional<Instant> until,
      Optional<Integer> days,
      Optional<String> relation,
      Optional<String> note,
      Optional<EndConditions> conditions,
      Optional<Boolean> confirmFirst)
      implements JoinCommand<JoinResult.JoinLinkCreated>, Mutation {

    /** Checks the fields. */
    public CreateLink {
      Check.clientId(clientId);
      Check.atMostOne("until, days", until, days);
      Check.instant("expires_at", expiresAt);
      usesMax.ifPresent(it -> Check.range("uses_max", it, 1, Limits.JOIN_LINK_USES_MAX));
      mailDomains = mailDomains.map(CreateLink::domains);
      Check.instant("until", until);
      days.ifPresent(it -> Check.range("days", it, 1, Limits.LAST_DAYS_MAX));
      relation = relation.map(it -> Check.name("relation", it));
      Check.note("note", note);
    }

    private static List<String> domains(List<String> given) {
      return Check.list("mail_domains", given, Limits.JOIN_LINK_MAIL_DOMAINS_MAX).stream()
          .map(domain ->
              EmailRule.normalDomain(domain)
                  .orElseThrow(() ->
                      Check.invalid("mail_domains", "no mail domain (expected: name.example)")))
          .sorted()
          .distinct()
          .toList();
    }
  }

  /**
   * Lists the join links that were not revoked: into a conversation all for those who manage it and
   * for other members their own, the newest first; or all of a workspace, in the order of their
   * ids, for its owners and admins, who see no name of a conversation that they could not find.
   * Exactly one of both.
   *
   * @param conversation into which conversation
   * @param workspace of which workspace
   * @param after behind which link the page begins; of a workspace only
   */
  @JsonTypeName("join_link.list")
  record ListLinks(
      Optional<ConversationId> conversation,
      Optional<WorkspaceId> workspace,
      Optional<JoinLinkId> after)
      implements JoinCommand<JoinResult.JoinLinks> {

    /** Checks the fields. */
    public ListLinks {
      Check.exactlyOne("conversation, workspace", conversation, workspace);
      Check.atMostOne("conversation, after", conversation, after);
    }

    /** Those into a conversation. */
    public static ListLinks into(ConversationId conversation) {
      return new ListLinks(Optional.of(conversation), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Takes a join link back, with the requests that came by it and with the open invitations that it
   * mailed; for its maker, and for those who manage the conversation or its workspace, be they in
   * it or not. Who has joined stays.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param link which link
   */
  @JsonTypeName("join_link.revoke")
  record RevokeLink(String clientId, JoinLinkId link) implements JoinCommand<Done>, Mutation {

    /** Checks the fields. */
    public RevokeLink {
      Check.clientId(clientId);
    }
  }

  /**
   * Tells what a join link is for, without using it. Names of threads and of secret groups stay
   * hidden. Fails with {@code link_spent} if it leads nowhere, for whatever reason.
   *
   * @param token the token from the link
   */
  @JsonTypeName("join_link.open")
  record OpenLink(Secret token) implements JoinCommand<JoinResult.JoinLinkShown>, Unauthenticated {

    /** Checks the fields. */
    public OpenLink {
      Check.token("token", token);
    }
  }

  /**
   * Applies by a join link, as the sender, who shows those who manage the conversation their name
   * and address. Applying again is the same request. Fails with {@code link_spent} if the link
   * leads nowhere, and for somebody whom it let in before or who was taken out of the conversation:
   * they have to be added; with {@code not_allowed} if it is not for the sender's mail domain; with
   * {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param token the token from the link
   * @param note what those who answer should read, 0 to 500 chars
   */
  @JsonTypeName("join_link.apply")
  record Apply(String clientId, Secret token, Optional<String> note)
      implements JoinCommand<JoinResult.JoinApplied>, Mutation {

    /** Checks the fields. */
    public Apply {
      Check.clientId(clientId);
      Check.token("token", token);
      Check.note("note", note);
    }
  }

  /**
   * Applies by a join link for an address, whose owner goes on by an invitation that is mailed
   * there: at once, or when the request is approved. The answer is the same for every address.
   * Fails with {@code link_spent}; with {@code not_allowed} if the link is not for this mail
   * domain; with {@code limit_reached}.
   *
   * @param token the token from the link
   * @param email the address
   * @param name what to call the owner of the address, 1 to 100 chars
   * @param note what those who answer should read, 0 to 500 chars
   */
  @JsonTypeName("join_link.apply_by_mail")
  record ApplyByMail(Secret token, String email, Optional<String> name, Optional<String> note)
      implements JoinCommand<JoinResult.JoinApplied>, Unauthenticated {

    /** Checks the fields. */
    public ApplyByMail {
      Check.token("token", token);
      Check.email("email", email);
      name = name.map(it -> Check.name("name", it));
      Check.note("note", note);
    }
  }

  /**
   * Suggests somebody from outside by address, for a group or thread that the sender is in: who
   * manages it lets them in or not, as {@code join_request.list} shows. For members, and for
   * externals where the policy {@code external_may_suggest} lets them. The answer is the same for
   * every address, and suggesting one again is the same request. Fails with {@code not_allowed},
   * {@code closed} or {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group or thread
   * @param email the address
   * @param name what to call the owner of the address, 1 to 100 chars
   * @param note what those who answer should read, 0 to 500 chars
   */
  @JsonTypeName("join_request.suggest")
  record Suggest(
      String clientId,
      ConversationId conversation,
      String email,
      Optional<String> name,
      Optional<String> note)
      implements JoinCommand<Done>, Mutation {

    /** Checks the fields. */
    public Suggest {
      Check.clientId(clientId);
      Check.email("email", email);
      name = name.map(it -> Check.name("name", it));
      Check.note("note", note);
    }
  }

  /**
   * Lists the requests to join a conversation that wait for an answer, for those who manage it.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("join_request.list")
  record ListRequests(ConversationId conversation)
      implements JoinCommand<JoinResult.JoinRequests> {}

  /**
   * Lets in who asked, or mails an invitation to an address that is not proved yet. For those who
   * manage the conversation and may bring an external in; the newcomer is in their care. Fails with
   * {@code conflict} if the request can be approved no more, as when its link was taken back, or
   * the person was taken out of the conversation; with {@code closed}, {@code locked} or {@code
   * limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param request which request
   */
  @JsonTypeName("join_request.approve")
  record Approve(String clientId, JoinRequestId request) implements JoinCommand<Done>, Mutation {

    /** Checks the fields. */
    public Approve {
      Check.clientId(clientId);
    }
  }

  /**
   * Denies a request to join, for those who manage the conversation or its workspace. Who asked
   * learns that it was not approved, and no more. Fails with {@code conflict} if it was answered.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param request which request
   */
  @JsonTypeName("join_request.deny")
  record Deny(String clientId, JoinRequestId request) implements JoinCommand<Done>, Mutation {

    /** Checks the fields. */
    public Deny {
      Check.clientId(clientId);
    }
  }
}
