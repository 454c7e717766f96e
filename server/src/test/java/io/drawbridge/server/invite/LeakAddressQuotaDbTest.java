package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Leak 112: limits that parallel requests pass. */
class LeakAddressQuotaDbTest {
  private static final int PER_DAY = 10;

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final AddressQuota quota = new AddressQuota(PER_DAY, DB.ids());

  @Test
  void sixtyFourAtOnceGetExactlyTheLimit() throws Exception {
    EmailAddress email = EmailAddress.of("popular@else.example");
    List<Optional<ErrorCode>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ErrorCode>>> futures = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        futures.add(threads.submit(() -> take(email)));
      }
      for (Future<Optional<ErrorCode>> future : futures) {
        outcomes.add(future.get());
      }
    }
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(PER_DAY);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .allMatch(code -> code.get() == ErrorCode.LIMIT_REACHED);
  }

  @Test
  void otherAddressesAreNotConcerned() {
    for (int i = 0; i < PER_DAY; i++) {
      assertThat(take(EmailAddress.of("one@else.example"))).isEmpty();
    }
    assertThat(take(EmailAddress.of("one@else.example"))).contains(ErrorCode.LIMIT_REACHED);
    assertThat(take(EmailAddress.of("two@else.example"))).isEmpty();
  }

  @Test
  void oldInvitationsDoNotCount() {
    EmailAddress email = EmailAddress.of("old@else.example");
    for (int i = 0; i < PER_DAY; i++) {
      take(email);
    }
    DB.execute(
        "update invitation_slot set at = at - interval '25 hours' where email = ?", email.value());
    assertThat(take(email)).isEmpty();
  }

  @Test
  void whatNoLongerCountsIsForgotten() {
    take(EmailAddress.of("gone@else.example"));
    DB.execute("update invitation_slot set at = at - interval '25 hours'");
    take(EmailAddress.of("here@else.example"));
    quota.forgetOld(DB.database());
    assertThat(DB.execute("delete from invitation_slot")).isEqualTo(1);
  }

  @Test
  void rolledBackInvitationDoesNotCount() {
    EmailAddress email = EmailAddress.of("rolled@else.example");
    for (int i = 0; i < 2 * PER_DAY; i++) {
      try {
        DB.database()
            .write(handle -> {
              quota.take(handle, email);
              throw Failure.notFound();
            });
      } catch (Failure e) {
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
      }
    }
    assertThat(take(email)).isEmpty();
  }

  /** Retried while others hold the address, as a client does. */
  private Optional<ErrorCode> take(EmailAddress email) {
    while (true) {
      try {
        DB.database()
            .write(handle -> {
              quota.take(handle, email);
              return email;
            });
        return Optional.empty();
      } catch (Failure e) {
        if (e.code() != ErrorCode.BUSY) {
          return Optional.of(e.code());
        }
      }
    }
  }
}
