package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.Permit.WritePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The first wall: the only place that turns "who asks for what" into a permit. Throws {@code
 * Failure} with {@code not_found} for everything the caller cannot see, and with {@code
 * not_allowed}, {@code closed} or {@code locked} only for what they do see. Thread-safe; may read
 * the database, so call it on a virtual thread.
 */
public interface AccessGate {
  ReadPermit read(Caller caller, ConversationId conversation);

  /**
   * Proves a right to read as of the transaction's snapshot, for what leaves without its reader: a
   * webhook, a digest. Empty if there is none; it is good within the transaction alone.
   */
  Optional<ReadPermit> read(Handle snapshot, Caller reader, ConversationId conversation);

  PostPermit post(Caller caller, ConversationId conversation, Action.Post action);

  InvitePermit invite(Caller caller, ConversationId conversation, Action.Invite action);

  /**
   * Proves a right to manage. REMOVE_PERSON also holds when the caller sponsored the target, is an
   * admin of the workspace or in a DM with them while they are an external there, or is the target.
   */
  ManagePermit manage(
      Caller caller, ConversationId conversation, Action.Manage action, Optional<AccountId> target);

  WorkspacePermit workspace(Caller caller, WorkspaceId workspace, WorkspaceAction action);

  /**
   * As above for an action on somebody (SET_ROLE, REMOVE_MEMBER, SUSPEND, INVITE_MEMBER). Nobody
   * grants more than they hold ({@code granted}, if a role is given), and only an owner touches an
   * owner. Decided again under the lock, with the role that the target has at that moment.
   */
  WorkspacePermit workspace(
      Caller caller,
      WorkspaceId workspace,
      WorkspaceAction action,
      AccountId target,
      Optional<WorkspaceRole> granted);

  /**
   * Asks the rules about somebody other than the caller, as of the transaction's snapshot: may they
   * do this on the workspace, and give that role? No permit comes of it.
   */
  Decision decide(
      Handle snapshot,
      AccountId account,
      WorkspaceId workspace,
      WorkspaceAction action,
      Optional<WorkspaceRole> granted);

  /** Returns whether the caller is told at which epoch a change of the conversation was made. */
  boolean seesEpochs(Caller caller, ConversationFacts conversation);

  /**
   * Returns whether the person has no seat in the conversation's home workspace; the same for every
   * reader.
   */
  boolean external(ConversationFacts conversation, AccountId person);

  /** The same inside a transaction, as of its snapshot. */
  boolean external(Handle handle, ConversationFacts conversation, AccountId person);

  /**
   * Asks the rules about people other than the caller, as of the transaction's snapshot; the i-th
   * answer belongs to the i-th question. No permit comes of it: an offer stands only while the
   * person who made it could still make it.
   */
  List<Decision> decideAll(Handle snapshot, List<Asked> questions);

  /** Returns whether somebody has to approve an external whom this person would bring in (G-26). */
  boolean awaitsApproval(
      Handle snapshot, AccountId person, ConversationFacts where, Optional<String> mailDomain);

  /** Those of the conversations that the person may know of, as of the transaction's snapshot. */
  Set<ConversationId> known(
      Handle snapshot, AccountId person, Collection<ConversationId> conversations);

  /**
   * May this account do that there?
   *
   * @param mailDomain of the external whom it lets in, if it lets one in whose address is known
   */
  record Asked(
      AccountId account, ConversationId conversation, Action action, Optional<String> mailDomain) {
    public Asked(AccountId account, ConversationId conversation, Action action) {
      this(account, conversation, action, Optional.empty());
    }
  }

  /**
   * Decides a write permit again, inside the transaction that holds the domain's lock.
   *
   * @throws io.drawbridge.server.failure.Failure if the right is gone
   */
  void recheck(Handle underLock, Permit permit);

  /**
   * Decides a batch of writes again under their domains' locks; the i-th answer belongs to the i-th
   * permit. {@code epochs} were read under the locks: where the resident view has exactly that
   * epoch its answer is exact, else SQL decides. Conversation state (closed, locked) is read here
   * too.
   */
  List<Decision> recheckAll(
      Handle underLock, List<? extends WritePermit> permits, Map<DomainId, Long> epochs);
}
