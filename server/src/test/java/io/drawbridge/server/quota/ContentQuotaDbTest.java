package io.drawbridge.server.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** 8.6: rows and bytes, a minute and a day, of a person, a conversation and a workspace. */
final class ContentQuotaDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static final Quota PLENTY =
      new Quota(1_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000_000L);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong();
  private final AccountId author = new AccountId(DB.ids().next());
  private final DomainId home = new DomainId(DB.ids().next());
  private final ConversationId conversation = new ConversationId(DB.ids().next());

  private ContentQuota node(Quotas quotas) {
    DatabaseClock clock =
        new DatabaseClock() {
          @Override
          public long nowMicros() {
            return Duration.between(Instant.EPOCH, now()).toNanos() / 1_000;
          }

          @Override
          public Instant now() {
            return time.get();
          }
        };
    return new ContentQuota(quotas, DB.database(), clock, nanos::get, new Metrics());
  }

  private static Quotas members(Quota quota) {
    return new Quotas(quota, PLENTY, PLENTY, PLENTY);
  }

  private Spent write(ContentQuota quota, int rows, int bytes) {
    return quota.spend(author, false, home, Optional.of(conversation), new Amount(rows, bytes));
  }

  private Failure refusal(ContentQuota quota, int rows, int bytes) {
    return catchThrowableOfType(Failure.class, () -> write(quota, rows, bytes));
  }

  @Test
  void minuteIsRefusedByNameNumberUnitAndTimeAndComesBack() {
    ContentQuota quota = node(members(new Quota(3, 30_000, 1_000, 1_000_000)));
    for (int i = 0; i < 3; i++) {
      write(quota, 1, 10);
    }
    Failure refused = refusal(quota, 1, 10);
    assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refused.text())
        .isEqualTo(
            "quota member_rows_per_minute: used up (expected: at most 3 rows a minute; again in"
                + " 20001 ms)");
    assertThat(refused.retryAfter()).contains(Duration.ofMillis(20_001));
    nanos.addAndGet(Duration.ofSeconds(21).toNanos());
    write(quota, 1, 10);
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    write(quota, 1, 20_000);
    assertThat(refusal(quota, 1, 20_000).text()).contains("member_bytes_per_minute", "30000 bytes");
  }

  @Test
  void dayIsRefusedByNameNumberUnitAndTimeAndComesBackAtMidnight() {
    ContentQuota quota = node(members(new Quota(1_000, 1_000_000, 1_000, 500)));
    write(quota, 1, 500);
    Failure refused = refusal(quota, 1, 1);
    assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(refused.text())
        .isEqualTo(
            "quota member_bytes_per_day: used up (expected: at most 500 bytes a day; again at"
                + " 2026-03-02T00:00:00Z)");
    time.set(NOON.plus(Duration.ofHours(12)));
    write(quota, 1, 500);
  }

  @Test
  void dayIsOneForAllNodesAndOutlivesARestart() {
    Quotas quotas = members(new Quota(1_000, 1_000_000, 5, 1_000_000));
    ContentQuota one = node(quotas);
    ContentQuota other = node(quotas);
    write(one, 3, 1);
    one.flush();
    write(other, 1, 1);
    other.flush();
    assertThat(refusal(other, 2, 1).text()).contains("member_rows_per_day");
    write(other, 1, 1);
    other.close();

    ContentQuota restarted = node(quotas);
    write(restarted, 1, 1);
    restarted.flush();
    assertThat(refusal(restarted, 1, 1).text()).contains("member_rows_per_day");
  }

  @Test
  void refusalByTheWorkspaceTakesNothingFromThePersonNorTheConversation() {
    Quota two = new Quota(2, 1_000_000, 2, 1_000_000);
    ContentQuota quota = node(new Quotas(two, two, two, new Quota(1, 1_000_000, 100, 1_000_000)));
    write(quota, 1, 1);
    assertThat(refusal(quota, 1, 1).text()).contains("workspace_rows_per_minute");
    assertThat(refusal(quota, 1, 1).text()).contains("workspace_rows_per_minute");
    quota.spend(
        author, false, new DomainId(DB.ids().next()), Optional.of(conversation), new Amount(1, 1));
    assertThat(refusal(quota, 1, 1).text()).contains("member_rows_per_day");
  }

  @Test
  void externalHasTheirOwnSmallerQuota() {
    Quota one = new Quota(1, 1_000_000, 10, 1_000_000);
    ContentQuota quota = node(new Quotas(PLENTY, one, PLENTY, PLENTY));
    quota.spend(author, true, home, Optional.of(conversation), new Amount(1, 1));
    assertThatThrownBy(
            () -> quota.spend(author, true, home, Optional.of(conversation), new Amount(1, 1)))
        .hasMessageContaining("external_rows_per_minute");
    write(quota, 1, 1);
  }

  @Test
  void whatWasNotWrittenIsGivenBack() {
    ContentQuota quota = node(members(new Quota(1, 1_000_000, 1, 1_000_000)));
    for (int i = 0; i < 3; i++) {
      write(quota, 1, 1)
          .unlessRefused(CompletableFuture.failedFuture(Failure.notFound()))
          .exceptionally(_ -> "refused");
    }
    write(quota, 1, 1).unlessRefused(CompletableFuture.completedFuture("written"));
    assertThat(refusal(quota, 1, 1)).isNotNull();
  }

  @Test
  void whatIsLargerThanAMinutesWorthTakesAWholeMinute() {
    ContentQuota quota = node(members(new Quota(100, 1_000_000, 1_000, 1_000_000)));
    write(quota, 551, 1);
    assertThat(refusal(quota, 1, 1)).isNotNull();
  }

  @Test
  void oldDaysAreForgotten() {
    ContentQuota quota = node(members(PLENTY));
    write(quota, 1, 1);
    quota.flush();
    time.set(NOON.plus(Duration.ofDays(2)));
    write(quota, 1, 1);
    quota.flush();
    quota.forget();
    List<String> days =
        DB.database()
            .query(handle ->
                handle
                    .createQuery("select day::text from content_day where scope = :scope")
                    .bind("scope", author.value())
                    .mapTo(String.class)
                    .list());
    assertThat(days).containsExactly("2026-03-03");
  }
}
