package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.fanout.Signals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The inviter of a mail that came back hears that, and not that the invitation ended (8.17). */
final class BouncedInvitationDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");

  private record Sent(Collection<AccountId> to, Event event) {}

  /** Keeps what is sent. */
  private static final class Kept implements Signals {
    final List<Sent> sent = new ArrayList<>();

    @Override
    public void send(Collection<AccountId> to, Tag tag, Event event) {
      assertThat(tag).isInstanceOf(Tag.Conversation.class);
      sent.add(new Sent(to, event));
    }

    @Override
    public void sendToOpen(Tag.Conversation tag, Event event, Set<AccountId> except) {
      throw new AssertionError(event);
    }

    @Override
    public void sendToOpen(Tag.Content tag, Event event) {
      throw new AssertionError(event);
    }
  }

  @Test
  void inviterHearsOnceThatTheMailCameBack() {
    String email = "gone@else.example";
    ConversationId group = STEPS.group(NORTH);
    InvitationId id = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Kept signals = new Kept();
    InvitationStore store = new InvitationStore();
    InvitationJudge judge = new InvitationJudge(HOUSE.access.gate());
    InvitationNews news =
        new InvitationNews(
            HOUSE.db.database(),
            new AccountStore(),
            HOUSE.access.conversations(),
            HOUSE.access.people(),
            signals,
            store,
            judge);
    InvitationLetters letters =
        new InvitationLetters(
            HOUSE.core.platform(),
            store,
            judge,
            new OneTimeTokenStore(),
            HOUSE.core.mails().letters(),
            news);
    letters.undeliverable(Optional.of(id.value()));
    letters.undeliverable(Optional.of(id.value()));
    assertThat(InvitationSteps.audit(HOUSE, NORTH))
        .filteredOn(record -> record.action().equals("mail.bounce"))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.by()).isEqualTo("server");
          assertThat(record.conversation()).contains(group);
          assertThat(record.address()).contains(AuditFact.hash(email));
        });
    assertThat(signals.sent)
        .containsExactly(
            new Sent(List.of(NORTH.owner().account()), new Event.InvitationBounced(id)));
  }
}
