package io.drawbridge.server.access.view;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of a view at one epoch; immutable. Every reader works on one state, so it never sees
 * half a change.
 *
 * @param version differs between any two states of this process
 * @param seats everybody's seat in the workspace, resident or not
 * @param people the links of the resident people
 * @param vias the group links of threads, of the groups that resident people are in
 * @param reached for each conversation the resident people with a direct link to it
 * @param apart where externals do not see each other
 * @param nextUntilMicros no link of a resident person ends by the clock before this
 */
public record ViewState(
    long epoch,
    long version,
    Shards<AccountId, WorkspaceRole> seats,
    Shards<AccountId, PersonLinks> people,
    Shards<ConversationId, List<Via>> vias,
    Shards<ConversationId, Set<AccountId>> reached,
    Apart apart,
    long nextUntilMicros) {

  static ViewState empty() {
    return new ViewState(
        -1,
        -1,
        Shards.empty(),
        Shards.empty(),
        Shards.empty(),
        Shards.empty(),
        Apart.NOWHERE,
        Floor.FOREVER);
  }

  /** The floor of a resident person, or null. */
  public @Nullable Floor floor(AccountId person, ConversationId conversation, long nowMicros) {
    PersonLinks links = people.get(person);
    return links == null ? null : links.floor(conversation, viasOf(conversation), nowMicros);
  }

  /** The role of a resident person in a conversation; that of a member where they have none. */
  public ConversationRole role(AccountId person, ConversationId conversation, long nowMicros) {
    PersonLinks links = people.get(person);
    return links == null
        ? ConversationRole.MEMBER
        : links.role(conversation, viasOf(conversation), nowMicros);
  }

  public List<Via> viasOf(ConversationId thread) {
    List<Via> links = vias.get(thread);
    return links == null ? List.of() : links;
  }

  public Optional<WorkspaceRole> seat(AccountId person) {
    return seats.find(person);
  }

  /** Returns whether the person is resident, holds a seat, and is not suspended. */
  public boolean seated(AccountId person) {
    PersonLinks links = people.get(person);
    return links != null && !links.suspended() && seats.get(person) != null;
  }

  /** Returns whether somebody may see another there, and what they do (N-15). */
  public boolean sees(AccountId reader, ConversationId conversation, AccountId other) {
    return Sight.sees(apart.in(conversation), reader, member(reader), other, member(other));
  }

  /** Returns whether somebody may see everybody who is there. */
  public boolean seesAll(AccountId reader, ConversationId conversation) {
    return Sight.seesAll(apart.in(conversation), member(reader));
  }

  private boolean member(AccountId person) {
    return seats.get(person) != null;
  }

  /** The resident people without a seat, if externals are kept apart anywhere in the domain. */
  Set<AccountId> keptApart() {
    if (apart.nowhere()) {
      return Set.of();
    }
    Set<AccountId> externals = new HashSet<>();
    people.forEach((person, links) -> {
      if (!member(person)) {
        externals.add(person);
      }
    });
    return externals;
  }

  /** The resident people who may have a path to the conversation. */
  Set<AccountId> candidates(ConversationId conversation) {
    Set<AccountId> direct = reachedBy(conversation);
    List<Via> links = viasOf(conversation);
    if (links.isEmpty()) {
      return direct;
    }
    List<Set<AccountId>> all = new ArrayList<>();
    all.add(direct);
    links.forEach(via -> all.add(reachedBy(via.group())));
    return all.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  Set<AccountId> reachedBy(ConversationId conversation) {
    Set<AccountId> people = reached.get(conversation);
    return people == null ? Set.of() : people;
  }
}
