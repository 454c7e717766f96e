package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.append.MessageDeletion;
import io.drawbridge.server.delivery.append.MessageEdit;
import io.drawbridge.server.delivery.append.MessageReaction;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WriterLanesDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  private final AccountId author = RIG.account("Anna");
  private final AccountId other = RIG.account("Ben");
  private final ConversationId thread = RIG.thread(author, other);

  @Test
  void positionsRiseAndEachEventNamesTheOneBefore() {
    List<CompletableFuture<Committed>> sends = new ArrayList<>();
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    for (int i = 0; i < 300; i++) {
      sends.add(RIG.appending(permit, RIG.post(author, "text " + i)));
    }
    List<Long> positions = sends.stream().map(send -> Rig.await(send).pos()).toList();
    assertThat(positions).isSorted().doesNotHaveDuplicates();
    assertThat(
            RIG.count(
                """
                select count(*) from (
                  select prev = lag(pos, 1, prev) over (order by pos) as linked from event
                    where conversation = ?) e
                where linked
                """,
                thread.value()))
        .isEqualTo(300);
    assertThat(RIG.count("select head from conversation where id = ?", thread.value()))
        .isEqualTo(positions.getLast());
  }

  /** What comes while a batch is at hand goes into the next together. */
  @Test
  void manySendsShareFewCommits() {
    List<CompletableFuture<Committed>> sends = new ArrayList<>();
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    try (Handle holder = RIG.database.open()) {
      holder.begin();
      holder.execute("select from conversation where id = ? for update", thread.value());
      for (int i = 0; i < 1_000; i++) {
        sends.add(RIG.appending(permit, RIG.post(author, "text")));
      }
      holder.commit();
    }
    sends.forEach(Rig::await);
    long commits =
        RIG.count(
            "select count(distinct xmin::text) from message where conversation = ?",
            thread.value());
    // The one at hand, and the others 256 at a time.
    assertThat(commits).isLessThanOrEqualTo(1 + 4);
  }

  @Test
  void sameKeyGetsTheFirstAnswerAlsoWithinOneBatch() {
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    NewMessage post = RIG.post(author, "once");
    CompletableFuture<Committed> first = RIG.appending(permit, post);
    CompletableFuture<Committed> second = RIG.appending(permit, post);
    CompletableFuture<Committed> other = RIG.appending(permit, RIG.post(author, "next"));
    assertThat(Rig.await(second)).isEqualTo(Rig.await(first));
    assertThat(Rig.await(other).pos()).isGreaterThan(Rig.await(first).pos());
    assertThat(Rig.await(RIG.appending(permit, post))).isEqualTo(Rig.await(first));
    assertThat(messages()).isEqualTo(2);
  }

  @Test
  void sameKeyWithAnotherBodyIsRefused() {
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    Rig.await(RIG.appending(permit, keyed("one", "body")));
    assertThatThrownBy(() -> Rig.await(RIG.appending(permit, keyed("two", "other body"))))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CLIENT_ID_REUSED));
  }

  @Test
  void rowThatTheDatabaseRefusesHurtsNobodyElse() {
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    List<CompletableFuture<Committed>> sends = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sends.add(RIG.appending(permit, RIG.post(author, i == 7 ? "poison \u0000" : "text " + i)));
    }
    for (int i = 0; i < sends.size(); i++) {
      CompletableFuture<Committed> send = sends.get(i);
      if (i == 7) {
        assertThatThrownBy(() -> Rig.await(send))
            .isInstanceOfSatisfying(
                Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL));
      } else {
        assertThat(Rig.await(send).pos()).isPositive();
      }
    }
    assertThat(messages()).isEqualTo(19);
  }

  @Test
  void domainThatIsBeingChangedDelaysNobodyElse() {
    long elsewhere = RIG.database.ids().next();
    RIG.database.execute("insert into workspace (id, name) values (?, 'Other')", elsewhere);
    RIG.database.execute("insert into domain (id, workspace) values (?, ?)", elsewhere, elsewhere);
    PostPermit here = RIG.permit(author, thread, Action.Post.POST);
    try (Handle changer = RIG.database.open()) {
      changer.begin();
      changer.execute("select pg_advisory_xact_lock(?)", RIG.domain.value());
      List<CompletableFuture<Committed>> blocked = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        blocked.add(RIG.appending(here, RIG.post(author, "blocked " + i)));
      }
      Committed free = RIG.sendElsewhere(elsewhere);
      assertThat(free.pos()).isPositive();
      assertThat(blocked).noneMatch(CompletableFuture::isDone);
      changer.commit();
      List<Long> positions = blocked.stream().map(send -> Rig.await(send).pos()).toList();
      assertThat(positions).isSorted().doesNotHaveDuplicates();
      assertThat(positions.getFirst()).isGreaterThan(free.pos());
    }
    assertThat(RIG.send(author, thread, "after").pos()).isPositive();
  }

  /** Leak25: a removed person changes nothing they once wrote, and gets not found. */
  @Test
  void removedAuthorChangesNothing() {
    Committed own = RIG.send(other, thread, "mine");
    PostPermit edit = RIG.permit(other, thread, Action.Post.EDIT_OWN);
    PostPermit delete = RIG.permit(other, thread, Action.Post.DELETE_OWN);
    PostPermit react = RIG.permit(other, thread, Action.Post.REACT);
    PostPermit post = RIG.permit(other, thread, Action.Post.POST);
    RIG.remove(thread, other);
    List<CompletableFuture<Committed>> attempts =
        List.of(
            RIG.appending(edit, new MessageEdit(own.pos(), "changed", Set.of(), RIG.key(other))),
            RIG.appending(delete, new MessageDeletion(own.pos(), false, RIG.key(other))),
            RIG.appending(react, new MessageReaction(own.pos(), "+", true, RIG.key(other))),
            RIG.appending(post, RIG.post(other, "still here?")));
    for (CompletableFuture<Committed> attempt : attempts) {
      assertThatThrownBy(() -> Rig.await(attempt))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(failure.text()).isEqualTo(Failure.notFound().text());
              });
    }
    assertThat(messages()).isEqualTo(1);
  }

  @Test
  void messageBelowTheAuthorsFloorCannotBeTouched() {
    Committed early = RIG.send(author, thread, "early");
    AccountId late = RIG.account("Late");
    RIG.addFromNow(thread, late);
    assertThatThrownBy(() ->
            Rig.await(
                RIG.appending(
                    RIG.permit(late, thread, Action.Post.REACT),
                    new MessageReaction(early.pos(), "+", true, RIG.key(late)))))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void onlyTheAuthorEdits() {
    Committed message = RIG.send(author, thread, "mine");
    assertThatThrownBy(() ->
            Rig.await(
                RIG.appending(
                    RIG.permit(other, thread, Action.Post.EDIT_OWN),
                    new MessageEdit(message.pos(), "not yours", Set.of(), RIG.key(other)))))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
  }

  @Test
  void mentionsAreKeptOnlyOfThoseWhoSeeTheConversation() {
    AccountId stranger = RIG.account("Stranger");
    Committed message = RIG.send(author, thread, "<@%s> and <@%s>".formatted(other, stranger));
    assertThat(mentions(message.pos())).containsExactly(other.value());
    Rig.await(
        RIG.appending(
            RIG.permit(author, thread, Action.Post.EDIT_MENTION),
            new MessageEdit(
                message.pos(), "<@%s>".formatted(author), Set.of(author), RIG.key(author))));
    assertThat(mentions(message.pos())).containsExactly(author.value());
  }

  @Test
  void reactionsOfOneMessageAreBoundedAlsoWithinOneBatch() {
    Committed message = RIG.send(author, thread, "react to me");
    PostPermit permit = RIG.permit(author, thread, Action.Post.REACT);
    List<CompletableFuture<Committed>> reactions = new ArrayList<>();
    for (int i = 0; i < Limits.REACTIONS_PER_MESSAGE_MAX + 10; i++) {
      reactions.add(
          RIG.appending(
              permit, new MessageReaction(message.pos(), "e" + i, true, RIG.key(author))));
    }
    long refused =
        reactions.stream()
            .filter(reaction -> reaction.handle((done, failed) -> failed != null).join())
            .count();
    assertThat(refused).isEqualTo(10);
    assertThat(RIG.count("select count(*) from reaction where conversation = ?", thread.value()))
        .isEqualTo(Limits.REACTIONS_PER_MESSAGE_MAX);
  }

  @Test
  void deletionLeavesNoTraceOfTheTextInAnyTable() {
    String canary = "canary-" + RIG.database.ids().next();
    String emoji = "emoji-" + RIG.database.ids().next();
    Committed message = RIG.send(author, thread, canary + " <@%s>".formatted(other));
    Rig.await(
        RIG.appending(
            RIG.permit(author, thread, Action.Post.EDIT_OWN),
            new MessageEdit(message.pos(), canary + " edited", Set.of(), RIG.key(author))));
    Rig.await(
        RIG.appending(
            RIG.permit(other, thread, Action.Post.REACT),
            new MessageReaction(message.pos(), emoji, true, RIG.key(other))));
    assertThat(tablesWith(canary)).containsExactly("message.text", "message_version.text");
    Rig.await(
        RIG.appending(
            RIG.permit(author, thread, Action.Post.DELETE_OWN),
            new MessageDeletion(message.pos(), false, RIG.key(author))));
    assertThat(tablesWith(canary)).isEmpty();
    assertThat(tablesWith(emoji)).isEmpty();
    assertThat(mentions(message.pos())).isEmpty();
    assertThatThrownBy(() ->
            Rig.await(
                RIG.appending(
                    RIG.permit(author, thread, Action.Post.EDIT_OWN),
                    new MessageEdit(message.pos(), "back again", Set.of(), RIG.key(author)))))
        .isInstanceOf(Failure.class);
  }

  @Test
  void fullQueueSaysBusyAndWhenToTryAgain() {
    PostPermit permit = RIG.permit(author, thread, Action.Post.POST);
    try (Handle changer = RIG.database.open()) {
      changer.begin();
      changer.execute("select pg_advisory_xact_lock(?)", RIG.domain.value());
      List<CompletableFuture<Committed>> sends = new ArrayList<>();
      for (int i = 0; i < LaneLimits.of(3).queueMax() + 1; i++) {
        sends.add(RIG.appending(permit, RIG.post(author, "text")));
      }
      assertThatThrownBy(() -> sends.getLast().orTimeout(5, TimeUnit.SECONDS).join())
          .cause()
          .isInstanceOfSatisfying(
              Failure.class,
              busy -> {
                assertThat(busy.code()).isEqualTo(ErrorCode.BUSY);
                assertThat(busy.retryAfter()).isPresent();
              });
      changer.commit();
      sends.subList(0, sends.size() - 1).forEach(Rig::await);
    }
  }

  private NewMessage keyed(String text, String body) {
    return new NewMessage(
        text, Optional.empty(), Set.of(), Optional.empty(), Rig.key(author, "key-" + thread, body));
  }

  private long messages() {
    return RIG.count("select count(*) from message where conversation = ?", thread.value());
  }

  private List<Long> mentions(long pos) {
    return RIG.database
        .database()
        .query(handle ->
            handle
                .createQuery("select account from mention where conversation = ? and pos = ?")
                .bind(0, thread.value())
                .bind(1, pos)
                .mapTo(Long.class)
                .list());
  }

  /** Every text column of every table that holds the word. */
  private static List<String> tablesWith(String word) {
    return RIG.database
        .database()
        .query(handle -> {
          List<String> found = new ArrayList<>();
          handle
              .createQuery(
                  """
                  select table_name || '.' || column_name from information_schema.columns
                  where table_schema = 'public' and data_type
                    in ('text', 'bytea', 'jsonb', 'character varying')
                  """)
              .mapTo(String.class)
              .forEach(column -> {
                String[] parts = column.split("\\.", 2);
                long rows =
                    handle
                        .createQuery(
                            "select count(*) from %s where position(:word in \"%s\"::text) > 0"
                                .formatted(parts[0], parts[1]))
                        .bind("word", word)
                        .mapTo(Long.class)
                        .one();
                if (rows > 0) {
                  found.add(column);
                }
              });
          return found;
        });
  }
}
