package io.drawbridge.server.delivery.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.elsewhere.SignalStore.Numbered;
import io.drawbridge.server.session.Elsewhere.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class SignalStoreDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final SignalStore store = new SignalStore();

  /** Every kind and every tag comes back as it was written, in order and numbered without gaps. */
  @Test
  void signalsAreReadAsTheyWereWritten() {
    AccountId ann = new AccountId(1);
    AccountId ben = new AccountId(2);
    DomainId domain = new DomainId(3);
    ConversationId conversation = new ConversationId(4);
    Whose whose = new Whose(List.of(ann, ben), false);
    List<Signal> told =
        List.of(
            new Signal.ToOpen(
                Set.of(ann),
                new Tag.Content(domain, conversation, 5, 6, 7, whose),
                "{\"a\":\"\u00e9\"}"),
            new Signal.ToOpen(
                Set.of(), new Tag.Conversation(domain, conversation, 5, Whose.ANYBODYS), "{}"),
            new Signal.ToDevices(Set.of(ann, ben), new Tag.Seat(domain, 5), "{}"),
            new Signal.ToDevices(Set.of(ann), new Tag.Owner(domain, 5), "{}"),
            new Signal.ToDevices(Set.of(ann), new Tag.Admin(domain, 5), "{}"),
            new Signal.ToDevices(
                Set.of(ann), new Tag.InCharge(domain, conversation, 5, true), "{}"),
            new Signal.ToDevices(Set.of(ann), Tag.OWN, "{}"),
            new Signal.Moved(Set.of(ann, ben)),
            new Signal.Blocked(new Word.Blocked(ben, ann, true)),
            new Signal.Followed(ann, conversation, true));
    DB.database()
        .write(handle -> {
          store.write(handle, "one", 41, told);
          store.write(handle, "two", 0, told);
          return told;
        });
    List<Numbered> read =
        DB.database().read(handle -> store.after(handle, Map.of("one", 41L), told.size() + 1));
    assertThat(read)
        .extracting(it -> it.row().signal())
        .containsExactlyElementsOf(told.stream().map(Optional::of).toList());
    assertThat(read).extracting(Numbered::number).startsWith(42L, 43L);
    Map<String, Long> numbers =
        DB.database().query(handle -> store.numbers(handle, List.of("one", "three")));
    assertThat(numbers).isEqualTo(Map.of("one", 41L + told.size(), "three", 0L));
    int swept = DB.database().query(handle -> store.sweep(handle, Duration.ofHours(1)));
    assertThat(swept).isZero();
  }

  /** A newer version may tell what this one does not know. */
  @Test
  void signalOfAnUnknownKindIsNone() {
    SignalRow row = SignalRow.of(new Signal.Moved(Set.of(new AccountId(1))));
    SignalRow newer =
        new SignalRow(
            "sings", row.accounts(), "loudly", 0, 0, 0, 0, 0, List.of(), false, row.frame());
    assertThat(newer.signal()).isEmpty();
  }
}
