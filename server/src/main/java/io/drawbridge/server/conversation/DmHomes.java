package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.DmRules;
import io.drawbridge.server.conversation.DmStore.Ground;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Chooses the workspace that a DM belongs to, where none is named: one that all are members of,
 * else that of the member who opens it. An opener who has several to choose from has to name one.
 * Only a DM that an external opens, with people they share a conversation with, belongs where that
 * conversation does. So every DM of two or more is under the authority of a workspace: its
 * suspensions and removals reach it.
 */
final class DmHomes {
  private final DmStore store = new DmStore();

  /** A workspace, and where the opener is an external there, the conversation that all share. */
  record Home(WorkspaceId workspace, Optional<ConversationId> ground) {
    static Home of(WorkspaceId workspace) {
      return new Home(workspace, Optional.empty());
    }

    DomainId domain() {
      return new DomainId(workspace.value());
    }
  }

  /**
   * Chooses the home. All of the people are contacts of the opener.
   *
   * @throws Failure {@code not_allowed} if they share nothing, or an outsider invites; {@code
   *     invalid} if the opener has to say which
   */
  Home choose(
      Handle handle, AccountId opener, Set<AccountId> everyone, Optional<EmailAddress> address) {
    if (address.isPresent()) {
      // Nobody outside a workspace invites (D2); whether the address is a member's is not asked.
      List<WorkspaceId> seats = store.seats(handle, opener);
      DmRules.openByAddress(!seats.isEmpty()).require();
      return one(handle, seats, everyone, address);
    }
    Optional<WorkspaceId> common = store.commonWorkspace(handle, everyone);
    if (common.isPresent()) {
      return Home.of(common.get());
    }
    List<Ground> grounds = store.grounds(handle, opener, everyone);
    List<WorkspaceId> own = grounds.stream().filter(Ground::own).map(Ground::home).toList();
    if (!own.isEmpty()) {
      return one(handle, own, everyone, address);
    }
    if (!grounds.isEmpty()) {
      Ground ground = grounds.getFirst();
      return new Home(ground.home(), Optional.of(ground.conversation()));
    }
    Set<AccountId> others = new LinkedHashSet<>(everyone);
    others.remove(opener);
    boolean acquainted = store.acquainted(handle, opener, others);
    List<WorkspaceId> seats = store.seats(handle, opener);
    DmRules.bringTogether(acquainted, !seats.isEmpty()).require();
    return one(handle, seats, everyone, address);
  }

  /** The only home, or the only one where these people have their DM already. */
  private Home one(
      Handle handle,
      List<WorkspaceId> homes,
      Set<AccountId> everyone,
      Optional<EmailAddress> address) {
    if (homes.size() == 1) {
      return Home.of(homes.getFirst());
    }
    List<WorkspaceId> known =
        homes.stream().filter(home -> isKnown(handle, home, everyone, address)).toList();
    if (known.size() == 1) {
      return Home.of(known.getFirst());
    }
    throw Failure.invalid(
        "workspace: absent (expected: the home of the direct message, one of "
            + homes.stream().map(WorkspaceId::toString).collect(Collectors.joining(", "))
            + ")");
  }

  private boolean isKnown(
      Handle handle,
      WorkspaceId home,
      Collection<AccountId> everyone,
      Optional<EmailAddress> address) {
    DmKey key = DmKey.of(Optional.of(new DomainId(home.value())), everyone, address);
    return store.byKey(handle, key).isPresent();
  }
}
