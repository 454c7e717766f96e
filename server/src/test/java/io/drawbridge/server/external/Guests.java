package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.GrantTerms;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.people.ExternalSelection.Grants;
import io.drawbridge.protocol.result.ExternalResult.ExternalsKept;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A workspace whose members bring externals in, without sockets. */
final class Guests extends TestTeam {
  Guests(TestHouse house) {
    super(house);
  }

  void leave(Caller who, ConversationId conversation) {
    house.tell(who, new ConversationCommand.Leave(id(), conversation));
  }

  void end(
      Caller by,
      ConversationId conversation,
      Caller guest,
      Optional<Instant> until,
      EndConditions conditions) {
    house.tell(
        by,
        new MemberCommand.SetUntil(
            id(), conversation, guest.account(), until, Optional.of(conditions)));
  }

  ExternalsKept handOver(Caller by, ExternalSelection which, Caller to) {
    return house.tell(
        by,
        new ExternalCommand.HandOver(
            id(), home.workspace(), which, to.account(), Optional.empty()));
  }

  ExternalsKept confirm(Caller by, ExternalSelection which) {
    return house.tell(
        by, new ExternalCommand.Confirm(id(), home.workspace(), which, Optional.empty()));
  }

  static ExternalSelection grant(Caller guest, ConversationId conversation) {
    return new Grants(List.of(new Grant(guest.account(), conversation)));
  }

  /** What the owner's roster says of somebody; empty if they are not on it. */
  Optional<RosterEntry> entry(ConversationId conversation, AccountId person) {
    return house
        .tell(
            owner,
            new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(who -> who.id().equals(person)).isPresent())
        .findFirst();
  }

  GrantTerms terms(ConversationId conversation, Caller guest) {
    return entry(conversation, guest.account()).flatMap(RosterEntry::terms).orElseThrow();
  }

  Optional<Instant> until(ConversationId conversation, Caller guest) {
    return entry(conversation, guest.account()).flatMap(RosterEntry::until);
  }

  boolean isIn(ConversationId conversation, Caller guest) {
    return entry(conversation, guest.account()).isPresent();
  }

  /** How the last change of this name ended or wrote links, by the audit; empty without one. */
  String recorded(String action) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select before::text || ' -> ' || after::text from audit
                    where scope = :scope and action = :action order by epoch desc limit 1
                    """)
                .bind("scope", home.workspace().value())
                .bind("action", action)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
  }
}
