package io.drawbridge.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.mail.letter.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Mails about notices: HCL-30, HCL-34, D19. */
final class NoticeMailsDbTest {
  /** All mails about notices that are due, once they have left; nothing else is in the outbox. */
  private static List<Letter> mailed(NoticeWorld world) {
    world.judge();
    world.mail();
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> world.count("select count(*) from outbox") == 0);
    List<Letter> letters = new ArrayList<>();
    world.house.post.sent.drainTo(letters);
    return letters;
  }

  private static NoticeWorld world() {
    NoticeWorld world = new NoticeWorld("0s");
    world.house.withMails();
    return world;
  }

  private static Caller external(NoticeWorld world, ConversationId thread, String address) {
    Caller eve = world.external(thread, address);
    // The mail that tells of the addition is not what this is about.
    mailed(world);
    return eve;
  }

  @Test
  void memberIsMailedWhatWasSaidAndExternalThatSomethingWas() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      String eveAt = NoticeWorld.address("eve");
      Caller eve = external(world, thread, eveAt);
      world.name(world.owner(), thread, ben, "canary one");
      world.name(world.owner(), thread, ben, "canary two");
      world.name(world.owner(), thread, eve, "canary three");
      List<Letter> letters = mailed(world);
      assertThat(letters).hasSize(2);
      Letter toEve =
          letters.stream().filter(it -> it.to().value().equals(eveAt)).findFirst().orElseThrow();
      Letter toBen =
          letters.stream().filter(it -> !it.to().equals(toEve.to())).findFirst().orElseThrow();
      assertThat(toBen.subject()).isEqualTo("2 messages for you");
      assertThat(toBen.text())
          .contains("You have not read 2 messages in “Offer”.", "> canary one", "> canary two")
          .doesNotContain("three");
      assertThat(toEve.subject()).isEqualTo("One message for you");
      assertThat(toEve.text()).contains("mentioned you in “Offer”").doesNotContain("canary");
      assertThat(toEve.html()).doesNotContain("canary");
      assertThat(mailed(world)).isEmpty();

      world.house.tell(
          world.owner(),
          Setting.of(world.home.workspace(), Setting.value(PolicyKey.MAIL_INCLUDE_TEXT, true)));
      world.name(world.owner(), thread, eve, "canary four");
      assertThat(mailed(world).getFirst().text()).contains("> canary four");
      world.house.tell(
          world.owner(), Setting.of(thread, Setting.value(PolicyKey.MAIL_INCLUDE_TEXT, false)));
      world.name(world.owner(), thread, eve, "canary five");
      assertThat(mailed(world).getFirst().text()).doesNotContain("canary");
    }
  }

  @Test
  void whatWasReadMeanwhileOrIsNotWantedIsNotMailed() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      long pos = world.name(world.owner(), thread, ben, "read soon");
      world.judge();
      world.read(ben, thread, pos);
      assertThat(mailed(world)).isEmpty();
      assertThat(world.count("select count(*) from notice_mail")).isZero();

      world.wantMails(ben, NoticeMail.OFF);
      world.name(world.owner(), thread, ben, "no mail");
      assertThat(mailed(world)).isEmpty();

      world.wantMails(ben, NoticeMail.IMMEDIATE);
      world.name(world.owner(), thread, ben, "muted before it leaves");
      world.judge();
      world.house.tell(
          ben,
          new InboxCommand.SetConversationNotify(
              thread, Optional.of(NoticeLevel.NOTHING), Optional.empty(), Optional.empty()));
      assertThat(mailed(world)).isEmpty();
    }
  }

  @Test
  void mailWaitsForWhoIsThere() {
    try (NoticeWorld world = new NoticeWorld("1h")) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      world.name(world.owner(), thread, ben, "look");
      world.judge();
      String waiting = "select count(*) from notice_mail where not handed";
      world.mail();
      assertThat(world.count(waiting)).as("it is not due").isEqualTo(1);
      world.morning();
      world.mail();
      assertThat(world.count(waiting)).as("ben is there").isEqualTo(1);
      assertThat(world.count(waiting + " and due_at > clock_timestamp()")).isEqualTo(1);
      world.house.db.execute("update notice_mail set created_at = created_at - interval '6 hours'");
      world.morning();
      world.mail();
      assertThat(world.count(waiting)).as("but not for ever").isZero();
    }
  }

  /** A mail of which all was read is dropped, but not with a notice that joins in that moment. */
  @Test
  void noticeThatJoinsWhileTheMailIsTakenIsNotLost() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      long pos = world.name(world.owner(), thread, ben, "read soon");
      world.judge();
      world.read(ben, thread, pos);
      // Who looks for mails waits, with the state of now before their eyes.
      world.house.db.execute("create table gate (open boolean); insert into gate values (false)");
      world.house.db.execute(
          """
          create function at_the_gate() returns boolean language plpgsql volatile as $$
          begin
            while exists (select from gate where not open) loop
              perform pg_sleep(0.05);
            end loop;
            return true;
          end $$
          """);
      world.house.db.execute("alter table notice_mail rename to kept_mail");
      world.house.db.execute(
          "create view notice_mail as select * from kept_mail"
              + " where case when current_query() like '%order by due_at limit%'"
              + " then at_the_gate() else true end");
      CompletableFuture<Void> mailing = CompletableFuture.runAsync(world::mail);
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() ->
              world.count("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                  > 0);
      world.name(world.owner(), thread, ben, "canary");
      world.judge();
      world.house.db.execute("update gate set open = true");
      mailing.join();
      assertThat(mailed(world)).singleElement().matches(it -> it.text().contains("> canary"));
    }
  }

  /** Quiet hours hold for mails that were planned before somebody set them. */
  @Test
  void mailThatWaitsHeedsQuietHoursSetMeanwhile() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      world.name(world.owner(), thread, ben, "in the night");
      world.judge();
      world.house.tell(
          ben,
          new InboxCommand.SetQuiet(
              new QuietHours(
                  Optional.of(Instant.now().plusSeconds(3_600)), Optional.empty(), List.of())));
      assertThat(mailed(world)).isEmpty();
      assertThat(
              world.count(
                  "select count(*) from notice_mail where not handed"
                      + " and due_at > clock_timestamp() + interval '50 minutes'"))
          .as("until they end")
          .isEqualTo(1);

      world.house.tell(ben, new InboxCommand.SetQuiet(QuietHours.NONE));
      world.morning();
      assertThat(mailed(world)).hasSize(1);
    }
  }

  @Test
  void digestTellsOfAllConversationsInOneMail() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId offer = world.thread("Offer", ben);
      ConversationId delivery = world.thread("Delivery", ben);
      world.wantMails(ben, NoticeMail.DAILY);
      world.name(world.owner(), offer, ben, "one");
      world.name(world.owner(), delivery, ben, "two");
      assertThat(mailed(world)).isEmpty();
      long read = world.name(world.owner(), offer, ben, "three");
      world.judge();
      world.read(ben, offer, read);
      world.name(world.owner(), offer, ben, "four");
      world.judge();
      world.morning();
      List<Letter> letters = mailed(world);
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().text())
          .contains("You have not read 2 messages.", "in “Delivery”", "> two", "> four")
          .doesNotContain("> one", "> three");
      world.morning();
      assertThat(mailed(world)).isEmpty();
    }
  }

  @Test
  void leak77And78MailToldBeforeTheRemovalDoesNotLeaveAfterIt() {
    try (NoticeWorld world = world()) {
      ConversationId removed = world.thread("Removed");
      ConversationId kept = world.thread("Kept");
      String eveAt = NoticeWorld.address("eve");
      Caller eve = external(world, removed, eveAt);
      world.add(kept, eve);
      mailed(world);
      world.wantMails(eve, NoticeMail.DAILY);
      world.house.tell(
          eve,
          new InboxCommand.SetConversationNotify(
              removed, Optional.of(NoticeLevel.ALL), Optional.empty(), Optional.empty()));
      world.name(world.owner(), removed, eve, "canary");
      world.name(world.owner(), kept, eve, "kept");
      world.judge();
      world.remove(removed, eve);
      world.morning();
      List<Letter> letters = mailed(world);
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().text()).contains("Kept").doesNotContain("Removed", "canary");

      world.name(world.owner(), kept, eve, "last");
      world.judge();
      world.remove(kept, eve);
      world.morning();
      assertThat(mailed(world)).isEmpty();
    }
  }

  /** A digest tells of several conversations: losing one of them has to wait for it. */
  @Test
  void leak77ReceiptWaitsForTheDigestThatTellsOfTheConversation() throws Exception {
    try (NoticeWorld world = world()) {
      ConversationId removed = world.thread("Removed");
      ConversationId kept = world.thread("Kept");
      String eveAt = NoticeWorld.address("eve");
      Caller eve = external(world, removed, eveAt);
      world.add(kept, eve);
      mailed(world);
      world.wantMails(eve, NoticeMail.DAILY);
      world.name(world.owner(), removed, eve, "one");
      world.name(world.owner(), kept, eve, "two");
      world.judge();
      CountDownLatch onTheWay = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      world.house.post.onTheWay =
          () -> {
            onTheWay.countDown();
            try {
              assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          };
      world.morning();
      world.mail();
      assertThat(onTheWay.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Integer> receipt =
          CompletableFuture.supplyAsync(() -> {
            world.remove(removed, eve);
            return world.house.post.sent.size();
          });
      world.thread("Other");
      assertThat(receipt).isNotDone();
      go.countDown();
      assertThat(receipt.get(20, TimeUnit.SECONDS)).as("left before the receipt").isOne();
    }
  }

  @Test
  void linkInTheMailStopsThemAndTheSettingsSaySo() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      ConversationId thread = world.thread("Offer", ben);
      world.name(world.owner(), thread, ben, "one");
      Letter letter = mailed(world).getFirst();
      assertThat(letter.stopAtOnce().orElseThrow()).startsWith("https://chat.example/v1/stop/");
      Secret token = new Secret(letter.stop().orElseThrow().replaceAll(".*#stop=", ""));
      world.house.tell(new InvitationCommand.StopMails(token, true));
      InboxResult.NotifySettings settings = world.house.tell(ben, new InboxCommand.ShowNotify());
      assertThat(settings.mail()).isEqualTo(NoticeMail.OFF);
      world.name(world.owner(), thread, ben, "two");
      assertThat(mailed(world)).isEmpty();

      world.wantMails(ben, NoticeMail.IMMEDIATE);
      world.name(world.owner(), thread, ben, "three");
      assertThat(mailed(world)).hasSize(1);
    }
  }

  @Test
  void leak79And82EachMailHasOneReceiverAndTitlesAreNoHtml() {
    try (NoticeWorld world = world()) {
      String evil = "<img src=x onerror=alert(1)> https://evil.example/x";
      Caller ben = world.member("ben");
      Caller mia = world.member("mia");
      ConversationId thread = world.thread(evil, ben, mia);
      world.send(
          world.owner(), thread, "<b>bold</b> <@%s> <@%s>".formatted(ben.account(), mia.account()));
      List<Letter> letters = mailed(world);
      assertThat(letters).hasSize(2);
      for (Letter letter : letters) {
        assertThat(letter.html())
            .doesNotContain("<img", "<b>", "https://evil.example")
            .contains("&lt;img", "&lt;b&gt;");
        assertThat(letters).filteredOn(it -> it.to().equals(letter.to())).hasSize(1);
        assertThat(letter.text()).doesNotContain("people.example");
      }
    }
  }

  /** Ids are for clients: in a mail stand names, of those whom the reader sees there. */
  @Test
  void mentionsAreReadAsNamesOfThoseWhoAreSeen() {
    try (NoticeWorld world = world()) {
      Caller ben = world.member("ben");
      Caller mia = world.member("mia");
      Caller elsewhere = world.member("elsewhere");
      ConversationId thread = world.thread("Names", ben, mia);
      world.send(
          world.owner(),
          thread,
          "<@%s> asks <@%s>, not <@%s>, <@a_zzzzzzzzzzzzz> or <@%s>"
              .formatted(ben.account(), mia.account(), elsewhere.account(), thread));
      assertThat(mailed(world))
          .isNotEmpty()
          .allSatisfy(letter ->
              assertThat(letter.text())
                  .containsPattern("@ben\\d* asks @mia\\d*, not @…, @… or @…")
                  .doesNotContain("<@"));
    }
  }
}
