package io.drawbridge.server.account.link;

import io.drawbridge.protocol.people.LinkKind;
import java.util.Optional;

/** Knows the behaviour of every kind of link. Thread-safe; ask it when a link is used. */
@FunctionalInterface
public interface LinkUses {
  Optional<LinkUse> of(LinkKind kind);
}
