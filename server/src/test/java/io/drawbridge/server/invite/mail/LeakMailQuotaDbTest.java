package io.drawbridge.server.invite.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.MailQuotas;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leak 112: limits that parallel requests pass; and who hears of which limit (7.13). */
class LeakMailQuotaDbTest {
  private static final int PER_ADDRESS = 10;
  private static final int OVERALL = 20;
  private static final int PLENTY = 100;

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final DomainId north = workspace();
  private final AccountId ann = account("person");

  @BeforeEach
  void nothingWasSent() {
    DB.execute("delete from mail_quota");
  }

  private static MailQuota quota(MailQuotas quotas) {
    return new MailQuota(quotas, DB.ids(), new SecurityLog(new Metrics(), true));
  }

  private static MailQuotas plenty() {
    return new MailQuotas(PLENTY, 0, PLENTY, PLENTY, PLENTY, PER_ADDRESS, OVERALL);
  }

  private static DomainId workspace() {
    long id = DB.ids().next();
    DB.execute("insert into workspace (id, name) values (?, 'North')", id);
    DB.execute("insert into domain (id, workspace) values (?, ?)", id, id);
    return new DomainId(id);
  }

  private static AccountId account(String kind) {
    long id = DB.ids().next();
    DB.execute("insert into account (id, kind, name) values (?, ?, 'Ann')", id, kind);
    return new AccountId(id);
  }

  private MailQuota.Asked to(String email) {
    return new MailQuota.Asked(ann, north, Optional.empty(), EmailAddress.of(email));
  }

  @Test
  void sixtyFourAtOnceGetExactlyTheLimit() throws Exception {
    MailQuota quota = quota(plenty());
    List<Optional<Failure>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Failure>>> futures = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        futures.add(threads.submit(() -> refusal(quota, to("popular@else.example"))));
      }
      for (Future<Optional<Failure>> future : futures) {
        outcomes.add(future.get());
      }
    }
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(PER_ADDRESS);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .allMatch(failure -> failure.get().code() == ErrorCode.LIMIT_REACHED);
  }

  /** G-5: lists that want the same addresses, in any order, and want more than there is. */
  @Test
  void listsAtOnceGetExactlyTheLimit() throws Exception {
    MailQuota quota = quota(plenty());
    List<Future<List<MailQuota.Outcome>>> lists = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int list = 0; list < 12; list++) {
        List<MailQuota.Asked> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          asked.add(to("popular%d@else.example".formatted((7 * list + 3 * i) % 20)));
        }
        lists.add(threads.submit(() -> takeAll(quota, asked)));
      }
    }
    List<MailQuota.Outcome> outcomes = new ArrayList<>();
    for (Future<List<MailQuota.Outcome>> list : lists) {
      outcomes.addAll(list.get());
    }
    assertThat(outcomes).hasSize(240);
    assertThat(outcomes).filteredOn(MailQuota.Granted.class::isInstance).hasSize(PLENTY);
  }

  /** One list is counted as the same mails one after the other would be. */
  @Test
  void listIsCountedAsOneByOne() {
    for (int max = 1; max <= 9; max++) {
      MailQuota quota = quota(new MailQuotas(max, 0, 7, PLENTY, PLENTY, 3, 4));
      ConversationId plans = new ConversationId(DB.ids().next());
      AccountId ben = account("person");
      AccountId cara = account("person");
      take(quota, into(plans, ben, "before"), Math.min(max, 2));
      take(quota, into(plans, cara, "other"), Math.min(max, 2));
      List<String> addresses =
          List.of("a", "b", "a+1", "before", "a+2", "a+3", "c", "before+1", "d", "e");
      List<String> single =
          addresses.stream()
              .map(to -> refusal(quota, into(plans, ben, to)).map(Failure::text).orElse("granted"))
              .map(LeakMailQuotaDbTest::withoutTime)
              .toList();
      nothingWasSent();
      take(quota, into(plans, ben, "before"), Math.min(max, 2));
      take(quota, into(plans, cara, "other"), Math.min(max, 2));
      List<String> list =
          takeAll(quota, addresses.stream().map(to -> into(plans, ben, to)).toList()).stream()
              .map(outcome ->
                  outcome instanceof MailQuota.Refusal refusal
                      ? refusal.failure().text()
                      : "granted")
              .map(LeakMailQuotaDbTest::withoutTime)
              .toList();
      assertThat(list).as("%d for an inviter", max).isEqualTo(single);
      nothingWasSent();
    }
  }

  private static String withoutTime(String text) {
    return text.replaceAll(", the next at .*", "");
  }

  private static List<MailQuota.Outcome> takeAll(MailQuota quota, List<MailQuota.Asked> asked) {
    while (true) {
      try {
        return DB.database().write(handle -> quota.takeAll(handle, asked, QuotaRoom.UNBOUNDED));
      } catch (Failure e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BUSY);
      }
    }
  }

  @Test
  void otherAddressesAreNotConcerned() {
    MailQuota quota = quota(plenty());
    take(quota, to("one@else.example"), PER_ADDRESS);
    assertThat(refusal(quota, to("one@else.example"))).isPresent();
    assertThat(refusal(quota, to("two@else.example"))).isEmpty();
  }

  @Test
  void tagsOfOneMailboxCountAsOne() {
    MailQuota quota = quota(plenty());
    for (int i = 0; i < PER_ADDRESS; i++) {
      assertThat(refusal(quota, to("one+" + i + "@else.example"))).isEmpty();
    }
    assertThat(refusal(quota, to("ONE@else.example"))).isPresent();
  }

  @Test
  void errorNamesTheQuotaItsNumberAndWhenThereIsRoomAgain() {
    MailQuota quota = quota(new MailQuotas(3, 0, PLENTY, PLENTY, PLENTY, PER_ADDRESS, OVERALL));
    Instant before = DB.clock().now();
    for (int i = 0; i < 3; i++) {
      assertThat(refusal(quota, to("a" + i + "@else.example"))).isEmpty();
    }
    Failure refused = refusal(quota, to("a3@else.example")).orElseThrow();
    assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(refused.text())
        .matches(
            "invitations in 24 hours: 3 \\(limit.invitations_per_inviter: 3, the next at .*Z\\)");
    Instant next = Instant.parse(refused.text().replaceAll(".*the next at (.*)\\)", "$1"));
    assertThat(next)
        .isBetween(
            before.plus(Duration.ofDays(1)),
            DB.clock().now().plus(Duration.ofDays(1)).plusSeconds(2));
  }

  @Test
  void conversationHasItsOwnQuotaWhoeverInvites() {
    MailQuota quota = quota(new MailQuotas(PLENTY, 0, 2, PLENTY, PLENTY, PER_ADDRESS, OVERALL));
    ConversationId plans = new ConversationId(DB.ids().next());
    for (int i = 0; i < 2; i++) {
      assertThat(refusal(quota, into(plans, account("person"), "a" + i))).isEmpty();
    }
    assertThat(refusal(quota, into(plans, ann, "a3")).orElseThrow().text())
        .contains("limit.invitations_per_conversation: 2");
    assertThat(refusal(quota, into(new ConversationId(DB.ids().next()), ann, "a3"))).isEmpty();
  }

  private MailQuota.Asked into(ConversationId conversation, AccountId inviter, String name) {
    return new MailQuota.Asked(
        inviter, north, Optional.of(conversation), EmailAddress.of(name + "@else.example"));
  }

  @Test
  void newWorkspaceHasASmallerQuota() {
    MailQuota quota = quota(new MailQuotas(PLENTY, 0, PLENTY, 3, 2, PER_ADDRESS, OVERALL));
    assertThat(refusal(quota, to("a1@else.example"))).isEmpty();
    assertThat(refusal(quota, to("a2@else.example"))).isEmpty();
    assertThat(refusal(quota, to("a3@else.example")).orElseThrow().text())
        .contains("limit.invitations_per_new_workspace: 2");
    DB.execute(
        "update workspace set created_at = created_at - interval '8 days' where id = ?",
        north.value());
    assertThat(refusal(quota, to("a3@else.example"))).isEmpty();
    assertThat(refusal(quota, to("a4@else.example")).orElseThrow().text())
        .contains("limit.invitations_per_workspace: 3");
  }

  @Test
  void botInvitesNobodyUnlessTheOperatorSaysSo() {
    MailQuota.Asked byBot =
        new MailQuota.Asked(
            account("bot"), north, Optional.empty(), EmailAddress.of("a@else.example"));
    assertThat(refusal(quota(plenty()), byBot).orElseThrow().text())
        .isEqualTo("invitations in 24 hours: 0 (limit.invitations_per_bot: 0)");
    MailQuotas allowed = new MailQuotas(PLENTY, 1, PLENTY, PLENTY, PLENTY, PER_ADDRESS, OVERALL);
    assertThat(refusal(quota(allowed), byBot)).isEmpty();
    assertThat(refusal(quota(allowed), byBot)).isPresent();
  }

  /** 7.13: what others sent to the address is never told; the mail waits. */
  @Test
  void whatOtherWorkspacesSentIsNotToldAndTheMailWaits() {
    MailQuota quota = quota(plenty());
    for (int others = 0; others < 2; others++) {
      AccountId other = account("person");
      DomainId home = workspace();
      take(quota, asked(other, home), PER_ADDRESS);
    }
    assertThat(take(quota, to("victim@else.example"))).isEmpty();
    Optional<Instant> second = take(quota, to("victim@else.example"));
    assertThat(second.orElseThrow()).isAfter(DB.clock().now().plus(Duration.ofHours(23)));
    Optional<Instant> third = take(quota, to("victim@else.example"));
    assertThat(third.orElseThrow()).isAfterOrEqualTo(second.get());
  }

  /** Many workspaces of one person are no way around. */
  @Test
  void oneInviterGetsNoMoreThanTheShareByMakingWorkspaces() {
    MailQuota quota = quota(plenty());
    List<Optional<Instant>> leaves = new ArrayList<>();
    for (int i = 0; i < OVERALL + 5; i++) {
      leaves.add(take(quota, asked(ann, workspace())));
    }
    assertThat(leaves).filteredOn(Optional::isEmpty).hasSize(OVERALL);
    assertThat(leaves).filteredOn(Optional::isPresent).hasSize(5);
  }

  private static MailQuota.Asked asked(AccountId inviter, DomainId home) {
    return new MailQuota.Asked(
        inviter, home, Optional.empty(), EmailAddress.of("victim@else.example"));
  }

  @Test
  void additionsByNameAreCountedApartAndTellNothing() {
    MailQuota quota = quota(new MailQuotas(2, 0, PLENTY, PLENTY, PLENTY, PER_ADDRESS, OVERALL));
    List<Boolean> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      told.add(
          DB.database()
              .write(handle -> quota.takeForAddition(handle, to("known@else.example")))
              .isPresent());
    }
    assertThat(told).containsExactly(true, true, false);
    assertThat(refusal(quota, to("known@else.example"))).isEmpty();
  }

  @Test
  void oldMailsDoNotCount() {
    MailQuota quota = quota(plenty());
    take(quota, to("old@else.example"), PER_ADDRESS);
    age();
    assertThat(refusal(quota, to("old@else.example"))).isEmpty();
  }

  @Test
  void whatNoLongerCountsIsForgotten() {
    MailQuota quota = quota(plenty());
    take(quota, to("gone@else.example"), 1);
    age();
    take(quota, to("here@else.example"), 1);
    quota.forgetOld(DB.database());
    assertThat(DB.execute("delete from mail_quota")).isEqualTo(1);
  }

  private static void age() {
    DB.execute(
        "update mail_quota set at = at - interval '25 hours', leaves_at = leaves_at - interval '25"
            + " hours'");
  }

  @Test
  void rolledBackInvitationDoesNotCount() {
    MailQuota quota = quota(plenty());
    for (int i = 0; i < 2 * PER_ADDRESS; i++) {
      try {
        DB.database()
            .write(handle -> {
              quota.take(handle, to("rolled@else.example"));
              throw Failure.notFound();
            });
      } catch (Failure e) {
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
      }
    }
    assertThat(refusal(quota, to("rolled@else.example"))).isEmpty();
  }

  private static void take(MailQuota quota, MailQuota.Asked asked, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(take(quota, asked)).isEmpty();
    }
  }

  private static Optional<Instant> take(MailQuota quota, MailQuota.Asked asked) {
    return DB.database().write(handle -> quota.take(handle, asked)).leaves();
  }

  /** Retried while others hold the address, as a client does. */
  private static Optional<Failure> refusal(MailQuota quota, MailQuota.Asked asked) {
    while (true) {
      try {
        take(quota, asked);
        return Optional.empty();
      } catch (Failure e) {
        if (e.code() != ErrorCode.BUSY) {
          return Optional.of(e);
        }
      }
    }
  }
}
