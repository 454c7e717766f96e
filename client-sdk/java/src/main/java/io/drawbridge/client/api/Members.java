package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.HistoryWindow;
import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.frame.MemberResult;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about who is in a conversation. */
public final class Members {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Members(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Adds the owner of an address, with what the conversation says about history. */
  public CompletableFuture<MemberResult.MemberAdded> addByEmail(
      ConversationId conversation, String email) {
    return addByEmail(conversation, email, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Adds the owner of an address, with a window of history and a note for the mail. */
  public CompletableFuture<MemberResult.MemberAdded> addByEmail(
      ConversationId conversation, String email, HistoryWindow history, String note) {
    return addByEmail(
        conversation, email, Optional.of(history), Optional.of(note), Optional.empty());
  }

  /** Adds the owner of an address until a time. */
  public CompletableFuture<MemberResult.MemberAdded> addByEmailUntil(
      ConversationId conversation, String email, Instant until) {
    return addByEmail(conversation, email, Optional.empty(), Optional.empty(), Optional.of(until));
  }

  /** Adds a person. */
  public CompletableFuture<MemberResult.MemberAdded> add(
      ConversationId conversation, AccountId person) {
    return addPlainly(conversation, Optional.of(person), Optional.empty());
  }

  /** Adds a group to a thread. */
  public CompletableFuture<MemberResult.MemberAdded> addGroup(
      ConversationId conversation, ConversationId group) {
    return addPlainly(conversation, Optional.empty(), Optional.of(group));
  }

  private CompletableFuture<MemberResult.MemberAdded> addByEmail(
      ConversationId conversation,
      String email,
      Optional<HistoryWindow> history,
      Optional<String> note,
      Optional<Instant> until) {
    return caller.call(
        new MemberCommand.Add(
            ids.get(),
            conversation,
            Optional.empty(),
            Optional.of(email),
            Optional.empty(),
            Optional.empty(),
            history,
            note,
            until,
            Optional.empty()));
  }

  private CompletableFuture<MemberResult.MemberAdded> addPlainly(
      ConversationId conversation, Optional<AccountId> person, Optional<ConversationId> group) {
    return caller.call(
        new MemberCommand.Add(
            ids.get(),
            conversation,
            person,
            Optional.empty(),
            group,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Takes a person's direct way in; what is left is in the answer. */
  public CompletableFuture<MemberResult.Removed> remove(
      ConversationId conversation, AccountId person) {
    return remove(conversation, Optional.of(person), Optional.empty(), Optional.empty(), false);
  }

  /** Shuts a person out, whatever groups lead there. */
  public CompletableFuture<MemberResult.Removed> removeAllPaths(
      ConversationId conversation, AccountId person) {
    return remove(conversation, Optional.of(person), Optional.empty(), Optional.empty(), true);
  }

  /** Takes a group off a thread. */
  public CompletableFuture<MemberResult.Removed> removeGroup(
      ConversationId conversation, ConversationId group) {
    return remove(conversation, Optional.empty(), Optional.of(group), Optional.empty(), false);
  }

  /** Takes an invitation back. */
  public CompletableFuture<MemberResult.Removed> removeInvitation(
      ConversationId conversation, InvitationId invitation) {
    return remove(conversation, Optional.empty(), Optional.empty(), Optional.of(invitation), false);
  }

  private CompletableFuture<MemberResult.Removed> remove(
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      Optional<InvitationId> invitation,
      boolean allPaths) {
    return caller.call(
        new MemberCommand.Remove(
            ids.get(), conversation, person, group, invitation, allPaths, Optional.empty()));
  }

  /** What leads a person to a conversation. */
  public CompletableFuture<MemberResult.Paths> paths(
      ConversationId conversation, AccountId person) {
    return caller.call(new MemberCommand.ListPaths(conversation, person));
  }
}
