package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code link} to be written, but for where and when it begins. */
public record NewLink(
    String kind,
    Optional<AccountId> person,
    Optional<ConversationId> group,
    Optional<ConversationId> conversation,
    Optional<String> role,
    Opening opening,
    Optional<Instant> until,
    Optional<AccountId> sponsor,
    Optional<String> relation,
    Optional<String> note,
    Optional<Long> since,
    Optional<ConversationId> anchor,
    Optional<Instant> confirmBy,
    EndConditions conditions) {

  public static NewLink seat(AccountId person, WorkspaceRole role) {
    return plain("seat", person, Optional.empty(), Optional.of(role.wire()), Optional.empty());
  }

  public static NewLink exclude(AccountId person, ConversationId thread) {
    return plain("exclude", person, Optional.of(thread), Optional.empty(), Optional.empty());
  }

  public static NewLink suspend(AccountId person, Optional<String> reason) {
    return plain("suspend", person, Optional.empty(), Optional.empty(), reason);
  }

  public static NewLink direct(AccountId person, ConversationId conversation, Terms terms) {
    return new NewLink(
        "direct",
        Optional.of(person),
        Optional.empty(),
        Optional.of(conversation),
        Optional.of(terms.role().wire()),
        terms.opening(),
        terms.until(),
        terms.sponsor(),
        terms.relation(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        terms.confirmBy(),
        terms.conditions());
  }

  public static NewLink via(ConversationId group, ConversationId thread, Opening opening) {
    return new NewLink(
        "via",
        Optional.empty(),
        Optional.of(group),
        Optional.of(thread),
        Optional.empty(),
        opening,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EndConditions.NONE);
  }

  /** Returns whether it keeps somebody away from what other links lead to. */
  public boolean cuts() {
    return kind.equals("suspend") || kind.equals("exclude");
  }

  /** The same, where it takes the place of a link that began at this epoch. */
  public NewLink since(long epoch) {
    return new NewLink(
        kind,
        person,
        group,
        conversation,
        role,
        opening,
        until,
        sponsor,
        relation,
        note,
        Optional.of(epoch),
        anchor,
        confirmBy,
        conditions);
  }

  /** The same, with the reason why the policies pass it over. */
  public NewLink noted(Optional<String> exception) {
    return new NewLink(
        kind,
        person,
        group,
        conversation,
        role,
        opening,
        until,
        sponsor,
        relation,
        exception,
        since,
        anchor,
        confirmBy,
        conditions);
  }

  /** The same, to a DM that ends with this conversation. */
  public NewLink anchored(ConversationId conversation) {
    return new NewLink(
        kind,
        person,
        group,
        this.conversation,
        role,
        opening,
        until,
        sponsor,
        relation,
        note,
        since,
        Optional.of(conversation),
        confirmBy,
        conditions);
  }

  private static NewLink plain(
      String kind,
      AccountId person,
      Optional<ConversationId> conversation,
      Optional<String> role,
      Optional<String> note) {
    return new NewLink(
        kind,
        Optional.of(person),
        Optional.empty(),
        conversation,
        role,
        Opening.EVERYTHING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        note,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EndConditions.NONE);
  }
}
