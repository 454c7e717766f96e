package io.drawbridge.server.slash;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.slash.OfferStore.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds the slash commands that somebody may run in a conversation, by the rules of access. */
final class Usable {
  private final AccessGate gate;
  private final OfferStore store = new OfferStore();

  Usable(AccessGate gate) {
    this.gate = gate;
  }

  /** What somebody may run there as of the snapshot, one for each name. */
  List<Told> of(Handle snapshot, ConversationFacts facts, AccountId asker, Optional<String> name) {
    List<Told> offered = store.offered(snapshot, facts.domain(), facts.id(), name);
    List<Asked> asked = new ArrayList<>();
    asked.add(new Asked(asker, facts.id(), Action.Post.ASK_BOT));
    offered.forEach(it -> asked.add(new Asked(it.bot(), facts.id(), Action.Read.READ)));
    List<Decision> decisions = gate.decideAll(snapshot, asked);
    List<Told> usable = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (decisions.getFirst() instanceof Decision.Allowed) {
      for (int i = 0; i < offered.size(); i++) {
        if (decisions.get(i + 1) instanceof Decision.Allowed && names.add(offered.get(i).name())) {
          usable.add(offered.get(i));
        }
      }
    }
    return usable;
  }
}
