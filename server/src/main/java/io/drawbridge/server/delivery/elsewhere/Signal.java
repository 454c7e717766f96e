package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.Elsewhere.Word;
import java.util.Set;

/** Tells other nodes what to do for the devices there. Nobody tells it a second time. */
sealed interface Signal {
  /** A frame for all devices of these people. */
  record ToDevices(Set<AccountId> people, Tag tag, String frame) implements Signal {
    public ToDevices {
      people = Set.copyOf(people);
    }
  }

  /** A frame for the devices that have the tag's conversation open, but these people's. */
  record ToOpen(Set<AccountId> except, Tag tag, String frame) implements Signal {
    public ToOpen {
      except = Set.copyOf(except);
    }
  }

  /** The connections or the presence of these people changed: their rows say how. */
  record Moved(Set<AccountId> people) implements Signal {
    public Moved {
      people = Set.copyOf(people);
    }
  }

  record Blocked(Word.Blocked block) implements Signal {}

  record Followed(AccountId account, ConversationId conversation, boolean on) implements Signal {}
}
