package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.InCharge;
import io.drawbridge.server.access.facts.ChargeStore;
import io.drawbridge.server.access.facts.ChargeStore.Vacancy;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts somebody in charge where a change took the last one away who was: the member who has been
 * there longest becomes an admin (7.7). What only externals are left in stays without one, and is a
 * matter of the workspace's admins.
 */
final class Charges {
  private final ChargeStore store = new ChargeStore();
  private final LinkStore links;
  private final HeldLinkStore held;

  Charges(LinkStore links, HeldLinkStore held) {
    this.links = links;
    this.held = held;
  }

  List<InCharge> fill(At at) {
    List<Vacancy> vacant = vacant(at);
    List<InCharge> named = new ArrayList<>(promote(at, vacant, ConversationKind.GROUP));
    // Somebody put in charge of a group is in charge of its threads too.
    List<Vacancy> left = named.isEmpty() ? vacant : vacant(at);
    named.addAll(promote(at, left, ConversationKind.THREAD));
    return named;
  }

  private List<Vacancy> vacant(At at) {
    return store.vacant(at.handle(), at.domain(), at.epoch());
  }

  private List<InCharge> promote(At at, List<Vacancy> vacant, ConversationKind kind) {
    List<InCharge> named =
        vacant.stream()
            .filter(it -> it.kind() == kind)
            .map(it -> new InCharge(it.conversation(), it.named()))
            .toList();
    named.forEach(one -> promote(at, one));
    return named;
  }

  /** Puts somebody in charge; a person who came by a group alone gets a link of their own. */
  private void promote(At at, InCharge named) {
    links.expire(at, named.person());
    Optional<HeldLinkStore.Own> own = held.find(at, named.conversation(), named.person());
    if (own.isPresent()) {
      links.replaceDirect(at, named.conversation(), named.person(), "role", false);
    }
    Terms terms =
        own.map(old -> old.as(ConversationRole.ADMIN))
            .orElseGet(() ->
                new Terms(
                    ConversationRole.ADMIN,
                    new Opening(at.epoch(), at.mark()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    NewLink link = NewLink.direct(named.person(), named.conversation(), terms);
    links.begin(at, own.map(old -> link.since(old.since())).orElse(link));
  }
}
