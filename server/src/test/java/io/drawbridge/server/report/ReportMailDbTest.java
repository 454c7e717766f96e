package io.drawbridge.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** G-27, D19: who is mailed that messages were reported: how many, and nothing of which. */
final class ReportMailDbTest {
  private static final Duration EVERY = Duration.ofHours(1);

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final TestTeam team = new TestTeam(HOUSE);
  private final DomainId domain = new DomainId(team.home.workspace().value());
  private final ReportMailStore store = new ReportMailStore();

  private void report(Caller by, Caller author, ConversationId thread) {
    long pos =
        HOUSE
            .tell(author, new MessageCommand.Send(TestTeam.id(), thread, "rude", Optional.empty()))
            .pos();
    HOUSE.tell(by, new PeopleCommand.FileReport(thread, pos, ReportReason.SPAM, Optional.empty()));
  }

  private List<DomainId> taken() {
    return HOUSE.recorded.write(handle -> store.take(handle, EVERY, 100));
  }

  private Optional<Integer> open(Caller reader) {
    EmailAddress address = new EmailAddress(email(reader.account()));
    return HOUSE.recorded.query(
        handle -> store.open(handle, domain, address).map(ReportMailStore.Open::reports));
  }

  private String email(AccountId person) {
    return HOUSE.recorded.query(handle ->
        handle
            .createQuery("select email from account where id = :id")
            .bind("id", person.value())
            .mapTo(String.class)
            .one());
  }

  @Test
  void whoRunsTheWorkspaceIsToldOnceAnHourHowManyAreOpen() {
    Caller uma = team.member("Uma");
    Caller kim = team.member("Kim");
    ConversationId thread = team.thread(List.of(), uma, kim);
    report(kim, uma, thread);
    assertThat(taken()).contains(domain);
    report(uma, kim, thread);
    report(kim, team.owner, thread);
    assertThat(taken()).as("within the hour").doesNotContain(domain);
    HOUSE.db.execute(
        "update report set told_at = told_at - interval '2 hours' where domain = ?",
        domain.value());
    assertThat(taken()).contains(domain);

    List<EmailAddress> readers = HOUSE.recorded.query(handle -> store.readers(handle, domain));
    assertThat(readers)
        .extracting(EmailAddress::value)
        .containsExactly(email(team.owner.account()));
    assertThat(open(team.owner)).as("without that of what they wrote").contains(2);
    assertThat(open(kim)).isEmpty();
    HOUSE.db.execute(
        "update report set outcome = 'acted', resolved_at = now() where domain = ?",
        domain.value());
    assertThat(open(team.owner)).isEmpty();
  }
}
