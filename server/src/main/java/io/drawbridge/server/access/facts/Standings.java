package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Stood;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Standing;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.PersonLinks;
import io.drawbridge.server.access.view.ViewState;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a person's standing to a conversation: by the view where the person is resident, else by
 * SQL.
 */
public final class Standings {
  private final Database database;
  private final DatabaseClock clock;
  private final NodeViews views;
  private final StandingStore store;
  private final boolean alone;

  /** {@code alone}: no other node changes links, so that a view lags behind no answer. */
  public Standings(
      Database database, DatabaseClock clock, NodeViews views, StandingStore store, boolean alone) {
    this.alone = alone;
    this.database = database;
    this.clock = clock;
    this.views = views;
    this.store = store;
  }

  public Stood now(AccountId account, ConversationFacts conversation) {
    return resident(account, conversation)
        .orElseGet(() ->
            database
                .<Optional<Found>>read(handle -> store.one(handle, account, conversation.id()))
                .map(Found::stood)
                .orElse(StandingStore.NOBODY));
  }

  /**
   * The standing by the view; empty if the person is not resident, or if it shows nothing and
   * another node may have let them in a moment ago.
   */
  public Optional<Stood> resident(AccountId account, ConversationFacts conversation) {
    return byView(account, conversation).filter(stood -> alone || stood.floor().isPresent());
  }

  private Optional<Stood> byView(AccountId account, ConversationFacts conversation) {
    if (!views.resident(account)) {
      return Optional.empty();
    }
    ViewState state = views.state(conversation.domain());
    PersonLinks links = state == null ? null : state.people().get(account);
    // All domains of a resident person are loaded, so none of their links leads into this one.
    return Optional.of(
        state == null || links == null
            ? StandingStore.NOBODY
            : byView(state, links, account, conversation));
  }

  /** The standing by the view, if it has exactly the epoch that was read under the lock. */
  public Optional<Stood> exact(
      AccountId account, ConversationFacts conversation, Map<DomainId, Long> epochs) {
    ViewState state = views.state(conversation.domain());
    Long epoch = epochs.get(conversation.domain());
    if (state == null || epoch == null || state.epoch() != epoch) {
      return Optional.empty();
    }
    PersonLinks links = state.people().get(account);
    return links == null
        ? Optional.empty()
        : Optional.of(byView(state, links, account, conversation));
  }

  private Stood byView(
      ViewState state, PersonLinks links, AccountId account, ConversationFacts conversation) {
    long now = clock.nowMicros();
    Optional<Floor> floor = Optional.ofNullable(state.floor(account, conversation.id(), now));
    ConversationRole role = links.role(conversation.id(), state.viasOf(conversation.id()), now);
    Standing standing =
        new Standing(
            state.seat(account),
            floor.isPresent(),
            role,
            links.suspended(),
            conversation.starter().equals(account),
            conversation.policies().names(account));
    return new Stood(standing, floor, state.epoch());
  }
}
