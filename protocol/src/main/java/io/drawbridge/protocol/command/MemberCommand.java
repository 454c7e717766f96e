package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands about who is in a conversation.
 *
 * @param <R> what the command answers
 */
public sealed interface MemberCommand<R extends Result> extends Command<R> {

  /**
   * Adds a person, the owner of an address, or a group: exactly one of the three. An address is
   * mailed an invitation, whether or not it has an account. An external who is added by name gets a
   * mail about it. Adding somebody who is there already changes nothing and mails nothing; by
   * address the answer is {@code invited} all the same. An open invitation of another inviter to
   * the same address stays as it is, note and end included, unless the sender manages the
   * conversation or its workspace. Where the policy {@code external_approval} wants it, an external
   * whom somebody else brings in waits until it is approved, and nothing leaves before that; where
   * {@code require_acceptance} does, an external who is added by name is {@code invited} and comes
   * in once they accept. They count as one from the addition on. Fails with {@code closed}, {@code
   * locked} or {@code limit_reached}; with {@code not_allowed} if it lets an external in and the
   * sender may bring none into the group, or into each group that the thread is addressed to.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param person a person
   * @param email an address
   * @param group a group, for threads
   * @param name how to call the owner of the address, 1 to 100 chars
   * @param history how much of the past they see; absent: what the policies say, by default all of
   *     it for members, nothing for externals, in private and secret groups, and in threads that
   *     are addressed to one; nothing for people who come back
   * @param note stands in the mail, 0 to 500 chars
   * @param until when their access ends by itself
   * @param relation what they are to us, 1 to 100 chars
   * @param conditions what else ends the access of an external
   * @param confirmFirst the sender knows that nobody from outside is in it or invited yet; where
   *     the policy {@code confirm_first_external} asks for it, the first one is refused with {@code
   *     first_external} without this
   */
  @JsonTypeName("member.add")
  record Add(
      String clientId,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<String> email,
      Optional<ConversationId> group,
      Optional<String> name,
      Optional<HistoryWindow> history,
      Optional<String> note,
      Optional<Instant> until,
      Optional<String> relation,
      Optional<EndConditions> conditions,
      Optional<Boolean> confirmFirst)
      implements MemberCommand<MemberResult.MemberAdded>, Mutation {

    /** Checks the fields. */
    public Add {
      Check.exactlyOne("person, email, group", person, email, group);
      Check.clientId(clientId);
      email.ifPresent(it -> Check.email("email", it));
      name = name.map(it -> Check.name("name", it));
      Check.note("note", note);
      Check.instant("until", until);
      relation = relation.map(it -> Check.name("relation", it));
    }
  }

  /**
   * Invites the owners of many addresses at once, by the rules of {@code member.add} by address,
   * each with a result of its own. Rows that cannot be are refused, and hinder no other: for their
   * address, its mail domain, or a quota of mails or of externals that is used up by then. An open
   * invitation to an address stays as it is, and is not mailed again. For owners and admins of the
   * workspace, or for all members by the policy {@code bulk_invite_min_role}. Fails as {@code
   * member.add} does with what is not about one row. It is done part by part; if it fails halfway,
   * the same command sent again goes on where it stopped. The same by CSV: {@code POST
   * /v1/additions/<conversation>}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param rows the people, at most 500
   * @param history how much of the past they see; absent: what the policies say
   * @param note stands in each mail, 0 to 500 chars
   * @param until when their access ends by itself
   * @param relation what they are to us, 1 to 100 chars
   * @param conditions what else ends the access of each
   * @param confirmFirst as in {@code member.add}
   */
  @JsonTypeName("member.add_many")
  record AddMany(
      String clientId,
      ConversationId conversation,
      List<Addressee> rows,
      Optional<HistoryWindow> history,
      Optional<String> note,
      Optional<Instant> until,
      Optional<String> relation,
      Optional<EndConditions> conditions,
      Optional<Boolean> confirmFirst)
      implements MemberCommand<MemberResult.ManyAdded>, Mutation {

    /** Checks the fields. */
    public AddMany {
      Check.clientId(clientId);
      rows = Check.list("rows", rows, Limits.ADD_MANY_MAX);
      Check.note("note", note);
      Check.instant("until", until);
      relation = relation.map(it -> Check.name("relation", it));
    }
  }

  /**
   * Tells what would come of adding a person or the owner of an address: exactly one of the two; by
   * the very code that adds them, with the same refusals, and changes nothing. That a quota has no
   * room is said in the answer instead.
   *
   * @param conversation which conversation
   * @param person a person
   * @param email an address
   * @param history how much of the past they would see; absent: what the policies say
   * @param until when their access would end by itself
   */
  @JsonTypeName("member.preview_add")
  record PreviewAdd(
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<String> email,
      Optional<HistoryWindow> history,
      Optional<Instant> until)
      implements MemberCommand<MemberResult.AdditionPreview> {

    /** Checks the fields. */
    public PreviewAdd {
      Check.exactlyOne("person, email", person, email);
      email.ifPresent(it -> Check.email("email", it));
      Check.instant("until", until);
    }
  }

  /**
   * Takes out a person, a group or an unanswered invitation: exactly one of the three. An
   * invitation can be taken back by its inviter, and by those who manage the conversation or its
   * workspace, be they in it or not. Owners and admins of the workspace take out externals also
   * where they are not themselves. Taking out oneself is leaving. When this answers, nothing more
   * of the conversation is written to those who lost it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param person a person
   * @param group a group
   * @param invitation an invitation
   * @param allPaths also shuts the person out if groups lead there
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("member.remove")
  record Remove(
      String clientId,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      Optional<InvitationId> invitation,
      boolean allPaths,
      Optional<String> reason)
      implements MemberCommand<MemberResult.Removed>, Mutation {

    /** Checks the fields. */
    public Remove {
      Check.exactlyOne("person, group, invitation", person, group, invitation);
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Tells what taking somebody out would do: it is done, looked at and taken back. The right is
   * that of {@code member.remove}, and so are the errors.
   *
   * @param conversation which conversation
   * @param person a person; exactly one of the two
   * @param group a group
   * @param allPaths also shut the person out if groups lead there
   */
  @JsonTypeName("member.preview_remove")
  record PreviewRemove(
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      boolean allPaths)
      implements MemberCommand<MemberResult.RemovalPreview> {

    /** Checks the fields. */
    public PreviewRemove {
      Check.exactlyOne("person, group", person, group);
    }
  }

  /**
   * Sets when the access of an external ends by itself: sooner, later, or not at all. For those who
   * may bring externals in and manage the conversation, or are the person's sponsor. When this
   * answers, every node ends it at that time.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param person which external
   * @param until a time to come, within what the policies let; absent: no end, if they let that
   * @param conditions what else ends it; absent: nothing
   */
  @JsonTypeName("member.set_until")
  record SetUntil(
      String clientId,
      ConversationId conversation,
      AccountId person,
      Optional<Instant> until,
      Optional<EndConditions> conditions)
      implements MemberCommand<Done>, Mutation {

    /** Checks the fields. */
    public SetUntil {
      Check.clientId(clientId);
      Check.instant("until", until);
    }
  }

  /**
   * Tells what leads a person to a conversation.
   *
   * @param conversation which conversation
   * @param person who
   */
  @JsonTypeName("member.paths")
  record ListPaths(ConversationId conversation, AccountId person)
      implements MemberCommand<MemberResult.Paths> {}

  /**
   * Takes back that the sender removed a person, by {@code member.remove} or {@code external.end},
   * or a group from a thread, within the last 10 minutes: for who may bring them in now. They are
   * in it as before: the sponsor, the end and the relation are the same, and how far they have
   * read. Fails with {@code conflict} if it is too long ago, or if they are in it again, nobody
   * answers for an external, or their time is over.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param person who was removed; or
   * @param group which group was taken off a thread
   * @param openGap they see what they saw, and what was written meanwhile; else only what comes
   */
  @JsonTypeName("member.undo_remove")
  record UndoRemove(
      String clientId,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      boolean openGap)
      implements MemberCommand<Done>, Mutation {

    /** Checks the fields. */
    public UndoRemove {
      Check.clientId(clientId);
      Check.exactlyOne("person, group", person, group);
    }
  }
}
