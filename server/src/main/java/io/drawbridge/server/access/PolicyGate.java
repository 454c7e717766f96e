package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyOrder;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.server.access.LinkTally.PolicyChange;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.PolicyStore;
import io.drawbridge.server.access.facts.PolicyStore.Levels;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.Strictness;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Shows what policies are set and in force (G-7), and is their only writer: in a change, under the
 * domain's lock, which it tells what it did, so that the log, the audit and the fence follow from
 * that. Thread-safe; blocks on the database.
 */
public final class PolicyGate {
  private final Database database;
  private final AccessGate gate;
  private final PolicyStore store = new PolicyStore();

  PolicyGate(Database database, AccessGate gate) {
    this.database = database;
    this.gate = gate;
  }

  /**
   * The policies as a reader may see them, and the tag that they must pass the egress gate with.
   */
  public record Shown(PolicyView view, Tag tag) {}

  /** The policies of a conversation; an external sees those that are about what they may do. */
  public Shown show(ReadPermit permit) {
    ConversationId conversation = permit.conversation().id();
    Levels levels = database.query(handle -> of(handle, conversation));
    boolean external = gate.external(permit.conversation(), permit.caller().account());
    return new Shown(
        external ? forExternals(levels) : view(levels),
        new Tag.Conversation(permit.domain(), conversation, levels.epoch()));
  }

  /** The policies of a workspace. */
  public Shown show(WorkspacePermit permit) {
    Levels levels = database.query(handle -> of(handle, permit.domain()));
    return new Shown(view(levels), new Tag.Seat(permit.domain(), levels.epoch()));
  }

  /**
   * Sets policies of a workspace, and returns all as they are now.
   *
   * @param reset whose values are taken back before
   * @throws Failure {@code not_found} if it names somebody who is no member, {@code invalid} if a
   *     value means nothing beside the others
   */
  public PolicyView set(
      At at, WorkspacePermit permit, PolicyValues values, Collection<PolicyKey> reset) {
    values.externalInviters().ifPresent(people -> requireSeats(at, people));
    Levels before = of(at.handle(), at.domain());
    PolicyValues after = Strictness.replaced(before.own(), reset, values);
    store.set(at.handle(), at.domain(), after);
    Levels now = of(at.handle(), at.domain());
    Strictness.requireMeaning(values, now.inForce());
    return tell(at, permit.workspace(), before, now);
  }

  /**
   * Names a member who brings externals in as admins do, or takes that back.
   *
   * @throws Failure {@code not_found} if they are no member
   */
  public PolicyView setInviter(At at, WorkspacePermit permit, AccountId person, boolean named) {
    requireSeats(at, List.of(person));
    List<AccountId> before =
        of(at.handle(), at.domain()).own().externalInviters().orElse(List.of());
    Stream<AccountId> others = before.stream().filter(it -> !it.equals(person));
    List<AccountId> after = Stream.concat(others, Stream.of(person).filter(_ -> named)).toList();
    return set(at, permit, PolicyValues.NONE.externalInviters(after), List.of());
  }

  private void requireSeats(At at, List<AccountId> people) {
    if (!store.seated(at.handle(), at.domain(), people)) {
      throw Failure.notFound();
    }
  }

  /**
   * The same for a conversation.
   *
   * @throws Failure {@code invalid} if a value is less strict than the workspace's, or means
   *     nothing beside the others
   */
  public PolicyView set(
      At at, ManagePermit permit, PolicyValues values, Collection<PolicyKey> reset) {
    ConversationId conversation = permit.conversation().id();
    Levels before = of(at.handle(), conversation);
    Strictness.require(before.kind().orElseThrow(), values, before.workspace());
    PolicyValues after = Strictness.replaced(before.own(), reset, values);
    store.set(at.handle(), conversation, after);
    Levels now = of(at.handle(), conversation);
    Strictness.requireMeaning(values, now.inForce());
    return tell(at, conversation, before, now);
  }

  /** What would be set for a workspace, to see what would follow from it (N-10). */
  public Supposition suppose(
      Handle handle, WorkspacePermit permit, PolicyValues values, Collection<PolicyKey> reset) {
    return Supposition.of(Strictness.replaced(of(handle, permit.domain()).own(), reset, values));
  }

  /**
   * The same for a conversation.
   *
   * @throws Failure {@code invalid} if a value is less strict than the workspace's
   */
  public Supposition suppose(
      Handle handle, ManagePermit permit, PolicyValues values, Collection<PolicyKey> reset) {
    ConversationId conversation = permit.conversation().id();
    Levels levels = of(handle, conversation);
    Strictness.require(levels.kind().orElseThrow(), values, levels.workspace());
    return Supposition.of(conversation, Strictness.replaced(levels.own(), reset, values));
  }

  private static PolicyView tell(At at, Id where, Levels before, Levels after) {
    if (!before.own().equals(after.own())) {
      boolean narrows = Strictness.narrows(before.inForce(), after.inForce());
      at.tally().policies(new PolicyChange(where, before.own(), after.own()), narrows);
    }
    return view(after);
  }

  private Levels of(Handle handle, DomainId domain) {
    return store.of(handle, domain).orElseThrow(Failure::notFound);
  }

  private Levels of(Handle handle, ConversationId conversation) {
    return store.of(handle, conversation).orElseThrow(Failure::notFound);
  }

  private static PolicyView view(Levels levels) {
    Strictness.Keys here = levels.kind().isPresent() ? PolicyKey::ofConversations : _ -> true;
    return new PolicyView(
        Strictness.only(levels.inForce(), here),
        Optional.of(Strictness.only(levels.workspace(), here)),
        Optional.of(levels.own()),
        Optional.of(Strictness.only(levels.defaults(), here)),
        orders(here));
  }

  private static PolicyView forExternals(Levels levels) {
    return new PolicyView(
        Strictness.only(levels.inForce(), ExternalRules::shows),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        orders(ExternalRules::shows));
  }

  private static List<PolicyOrder> orders(Strictness.Keys keys) {
    return Arrays.stream(PolicyKey.values())
        .filter(keys::has)
        .map(key -> new PolicyOrder(key, key.strictestFirst()))
        .toList();
  }

  /** Ends, with their seat, what somebody may as a member whom the workspace named (HCL-5). */
  static void unname(At at, AccountId person) {
    PolicyStore store = new PolicyStore();
    store
        .naming(at.handle(), at.domain(), person)
        .ifPresent(before -> {
          List<AccountId> others =
              before.externalInviters().orElseThrow().stream()
                  .filter(it -> !it.equals(person))
                  .toList();
          PolicyValues after = before.externalInviters(others);
          store.set(at.handle(), at.domain(), after);
          WorkspaceId workspace = new WorkspaceId(at.domain().value());
          at.tally().policies(new PolicyChange(workspace, before, after), true);
        });
  }
}
