package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalCount;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.access.rules.QuotaRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Holds one change to the quotas of externals: it counts before the first is let in, and again when
 * all is done, however many came. Under the domain's lock, so the count is exact. Where no quota is
 * set it asks the database nothing. One thread.
 */
public final class QuotaCheck {
  private final ExternalCountStore store = new ExternalCountStore();
  private final PolicyStore policies = new PolicyStore();
  private final List<Place> given = new ArrayList<>();
  private Optional<Began> began = Optional.empty();

  private record Began(Policies policies, ExternalCount before) {}

  /**
   * Notes a place that gives way to another: an invitation that is accepted in this change is what
   * its addressee comes in by, and was counted. Call it before they are let in.
   */
  public void gives(Place place) {
    given.add(place);
  }

  /** Notes that an external is about to be let in, or invited. */
  public void arriving(Handle handle, ConversationFacts where) {
    arriving(handle, where.domain(), where.policies());
  }

  /** The same where it is not known into what: of a domain. */
  public void arriving(Handle handle, DomainId domain) {
    policies.inForce(handle, domain).ifPresent(inForce -> arriving(handle, domain, inForce));
  }

  private void arriving(Handle handle, DomainId domain, Policies inForce) {
    if (began.isEmpty() && QuotaRules.bound(inForce)) {
      began = Optional.of(new Began(inForce, store.count(handle, domain, given)));
    }
  }

  /** Decides whether one more place may be taken. */
  public Decision room(Handle handle, ConversationFacts where, Place more) {
    if (!QuotaRules.bound(where.policies())) {
      return Decision.ALLOWED;
    }
    return QuotaRules.grow(
        where.policies(),
        store.count(handle, where.domain()),
        store.count(handle, where.domain(), List.of(more)),
        false);
  }

  /**
   * Returns the room that is left for these addresses in a conversation; asked after {@link
   * #arriving}, by a number of statements that does not depend on how many they are.
   *
   * @param told tells whether an answer may say how many there are
   */
  public QuotaRoom room(
      Handle handle,
      DomainId domain,
      ConversationId conversation,
      Collection<String> emails,
      BooleanSupplier told) {
    return began
        .<QuotaRoom>map(it ->
            new Left(
                it.policies(),
                store.placesOfOthers(handle, domain, conversation, emails),
                told,
                store.count(handle, domain)))
        .orElse(QuotaRoom.UNBOUNDED);
  }

  /**
   * Decides about the change, now that all who come are let in.
   *
   * @param told tells whether the answer may say how many there are
   */
  public Decision decide(Handle handle, DomainId domain, BooleanSupplier told) {
    if (began.isEmpty()) {
      return Decision.ALLOWED;
    }
    Began then = began.get();
    return grow(then.policies(), then.before(), store.count(handle, domain), told);
  }

  /** Whether numbers may be told costs a look, and is asked of a refusal alone. */
  private static Decision grow(
      Policies policies, ExternalCount before, ExternalCount after, BooleanSupplier told) {
    Decision decision = QuotaRules.grow(policies, before, after, false);
    return decision instanceof Decision.Refused
        ? QuotaRules.grow(policies, before, after, told.getAsBoolean())
        : decision;
  }

  /** The room that is left under quotas: each place that is taken changes the count. */
  private static final class Left implements QuotaRoom {
    private final Policies policies;
    private final Map<String, Integer> places;
    private final BooleanSupplier told;
    private ExternalCount count;
    private Optional<Boolean> tells = Optional.empty();

    Left(
        Policies policies, Map<String, Integer> places, BooleanSupplier told, ExternalCount count) {
      this.policies = policies;
      this.places = places;
      this.told = told;
      this.count = count;
    }

    @Override
    public Decision take(String email) {
      Optional<Integer> before = Optional.ofNullable(places.get(email));
      if (before.isEmpty()) { // has a place there
        return Decision.ALLOWED;
      }
      ExternalCount after = count.withOneMore(before.get());
      Decision decision = grow(policies, count, after, this::tells);
      if (decision instanceof Decision.Allowed) {
        count = after;
        places.remove(email);
      }
      return decision;
    }

    /** It is asked once, however many are refused. */
    private boolean tells() {
      if (tells.isEmpty()) {
        tells = Optional.of(told.getAsBoolean());
      }
      return tells.get();
    }
  }
}
