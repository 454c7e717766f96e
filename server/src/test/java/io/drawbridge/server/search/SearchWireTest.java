package io.drawbridge.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.Found;
import io.drawbridge.protocol.search.FoundConversation;
import io.drawbridge.protocol.search.Highlight;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * GLUE-20: search over all one's conversations. Nothing of it says anything of what its reader does
 * not see.
 */
final class SearchWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  /** More conversations than the index is asked for by name. */
  private static final int MANY = 65;

  private static Found search(TestDoor reader, String query) {
    return search(reader, query, Optional.empty(), Optional.empty());
  }

  private static Found search(
      TestDoor reader, String query, Optional<String> after, Optional<Integer> limit) {
    return reader.call(new MessageCommand.Search(query, Optional.empty(), after, limit));
  }

  private static List<String> texts(TestDoor reader, String query) {
    return texts(search(reader, query));
  }

  private static List<String> texts(Found found) {
    return found.messages().stream().map(hit -> hit.message().text().orElseThrow()).toList();
  }

  /** A word that no other test writes. */
  private static String word() {
    return TestCast.unique("zebra");
  }

  private static long send(TestDoor by, ConversationId conversation, String text) {
    return TestSteps.send(by, conversation, text).pos();
  }

  @ParameterizedTest
  @EnumSource
  void messagesAreFoundInEveryConversationTheNewestFirst(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String word = word();
      TestPerson ben = cast.member("Ben");
      ConversationId one = TestSteps.thread(OWNER, "Offer " + word, ben.account());
      ConversationId other = TestSteps.thread(OWNER, "Bridge", ben.account());
      send(OWNER, one, "the first " + word);
      send(ben, other, word.toUpperCase(Locale.ROOT) + "S, the second");
      send(OWNER, other, "of something else");

      Found found = search(cast.as(ben), word);
      assertThat(texts(found))
          .containsExactly(word.toUpperCase(Locale.ROOT) + "S, the second", "the first " + word);
      assertThat(found.messages().getLast().name()).isEqualTo("Offer " + word);
      assertThat(found.messages().getLast().highlights())
          .containsExactly(new Highlight(10, 10 + word.length()));
      assertThat(found.conversations())
          .extracting(FoundConversation::conversation)
          .containsExactly(one);
      assertThat(found.next()).isEmpty();
      assertThat(texts(cast.as(ben), "from:me " + word)).hasSize(1);
      assertThat(texts(cast.as(ben), "in:bridge " + word)).hasSize(1);
      assertThat(texts(cast.as(ben), "in:%s %s".formatted(one, word)))
          .containsExactly("the first " + word);
      assertThat(texts(cast.as(ben), "\"first %s\"".formatted(word))).hasSize(1);
      assertThat(texts(cast.as(ben), "\"%s first\"".formatted(word))).isEmpty();
      assertThat(texts(cast.as(ben), word + " -second")).containsExactly("the first " + word);
      OWNER.call(new ConversationCommand.Archive(TestSteps.clientId(), one));
      assertThat(search(cast.as(ben), word).conversations()).isEmpty();
      assertThat(texts(cast.as(ben), word)).hasSize(2);
    }
  }

  @Test
  void whatElseAMessageBearsNarrows() {
    String word = word();
    TestPerson ben = TestSteps.member(SERVER, OWNER, TestCast.unique("Ben"));
    ConversationId thread = TestSteps.thread(OWNER, "Narrow", ben.account());
    send(OWNER, thread, word + " https://pages.example/x");
    long liked = send(OWNER, thread, word + " liked");
    send(OWNER, thread, "%s for <@%s>".formatted(word, ben.account()));
    ben.call(new MessageCommand.React(TestSteps.clientId(), thread, liked, "👍", true));

    assertThat(texts(ben, word + " has:link")).containsExactly(word + " https://pages.example/x");
    assertThat(texts(ben, word + " has:reaction")).containsExactly(word + " liked");
    assertThat(texts(ben, word + " mentions:me"))
        .containsExactly("%s for <@%s>".formatted(word, ben.account()));
    assertThat(texts(ben, word + " before:2020-01-01")).isEmpty();
    assertThat(texts(ben, word + " after:2020-01-01")).hasSize(3);
    assertThat(texts(ben, word + " from:owner")).hasSize(3);
    assertThat(texts(ben, word + " from:" + OWNER.account())).hasSize(3);
    assertThat(texts(ben, word + " from:nobody")).isEmpty();
    assertThat(texts(ben, word + " from:o%")).isEmpty();
    assertThat(texts(ben, word + " with:external")).isEmpty();
    TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
    assertThat(texts(ben, word + " with:external")).hasSize(3);
  }

  @Test
  void textsWithoutSpacesAndEmojiAreFound() {
    ConversationId thread = TestSteps.thread(OWNER, "Tokyo");
    send(OWNER, thread, "東京都庁で会いましょう");
    send(OWNER, thread, "พบกันที่สะพาน 🌉");
    send(OWNER, thread, "Rechnungsprüfung");
    assertThat(texts(OWNER, "京都")).containsExactly("東京都庁で会いましょう");
    assertThat(texts(OWNER, "京庁")).isEmpty();
    assertThat(texts(OWNER, "สะพาน")).hasSize(1);
    assertThat(texts(OWNER, "🌉")).hasSize(1);
    assertThat(texts(OWNER, "rechnungspruf")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void leak41HitsOfAnExternalAreWhatTheirHistoryShows(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String word = word();
      ConversationId thread = TestSteps.thread(OWNER, "Offer " + word);
      TestSteps.thread(OWNER, "Secret " + word);
      send(OWNER, thread, "hidden " + word);
      TestPerson eve = cast.external(thread, "Eve");
      assertThat(search(cast.as(eve), word).messages()).isEmpty();
      send(OWNER, thread, "shown " + word);

      Found found = search(cast.as(eve), word);
      assertThat(texts(found)).containsExactly("shown " + word);
      assertThat(found.next()).isEmpty();
      assertThat(found.conversations())
          .extracting(FoundConversation::conversation)
          .containsExactly(thread);
      assertThat(texts(cast.as(eve), "hidden")).isEmpty();
      TestSteps.remove(OWNER, thread, eve.account());
      assertThat(search(cast.as(eve), word))
          .isEqualTo(new Found(List.of(), List.of(), Optional.empty()));
      assertThat(search(cast.as(eve), word))
          .isEqualTo(search(cast.as(eve), TestCast.unique("never")));
    }
  }

  /** Leak 40: nothing of a page that is cut tells how much lies below the floor. */
  @Test
  void leak40PageOfWhatLiesBelowTheFloorIsEmptyAndTheLast() {
    String word = word();
    ConversationId thread = TestSteps.thread(OWNER, "Below");
    for (int i = 0; i < 30; i++) {
      send(OWNER, thread, word + i);
    }
    TestPerson eve = TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
    Found found = search(eve, word, Optional.empty(), Optional.of(5));
    assertThat(found).isEqualTo(new Found(List.of(), List.of(), Optional.empty()));
  }

  @Test
  void editedAndDeletedTextsAreGoneAtOnce() {
    String word = word();
    ConversationId thread = TestSteps.thread(OWNER, "Changes");
    long edited = send(OWNER, thread, word + " before");
    long deleted = send(OWNER, thread, word + " deleted");
    OWNER.call(
        new MessageCommand.Edit(TestSteps.clientId(), thread, edited, "now " + word + " after"));
    OWNER.call(new MessageCommand.Delete(TestSteps.clientId(), thread, deleted));
    assertThat(texts(OWNER, word)).containsExactly("now " + word + " after");
    assertThat(texts(OWNER, "\"%s before\"".formatted(word))).isEmpty();
    assertThat(withoutTerms(deleted)).isEqualTo(1);
  }

  private static long withoutTerms(long pos) {
    return SERVER
        .database()
        .database()
        .query((Handle handle) ->
            handle
                .createQuery("select count(*) from message where pos = :pos and terms is null")
                .bind("pos", pos)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void pagesJoinWithoutLossAndTheBestComeOnOne() {
    String word = word();
    ConversationId one = TestSteps.thread(OWNER, "Pages one");
    ConversationId other = TestSteps.thread(OWNER, "Pages two");
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      String text = "%s number %d".formatted(word, i);
      send(OWNER, i % 2 == 0 ? one : other, text);
      sent.add(text);
    }
    String much = "%s %s %s %s".formatted(word, word, word, word);
    send(OWNER, one, much);
    send(OWNER, one, word + " last");
    sent.add(much);
    sent.add(word + " last");

    List<String> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Found page = search(OWNER, word, after, Optional.of(4));
      found.addAll(texts(page));
      after = page.next();
    } while (after.isPresent());
    assertThat(found).containsExactlyElementsOf(sent.reversed());
    Found best =
        OWNER.call(
            new MessageCommand.Search(
                word, Optional.of(SearchOrder.BEST), Optional.empty(), Optional.of(3)));
    assertThat(texts(best).getFirst()).isEqualTo(much);
    assertThat(best.next()).isEmpty();
    Found unranked =
        OWNER.call(
            new MessageCommand.Search(
                "in:" + one, Optional.of(SearchOrder.BEST), Optional.empty(), Optional.of(3)));
    assertThat(unranked.messages()).hasSize(3);
    assertThat(unranked.next()).isPresent();
  }

  /** Who looks in many conversations has the index asked for their workspaces: the same answer. */
  @Test
  void whoReachesManyConversationsFindsTheSame() {
    String word = word();
    TestPerson ben = TestSteps.member(SERVER, OWNER, TestCast.unique("Ben"));
    List<ConversationId> threads = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      threads.add(TestSteps.thread(OWNER, "Many %s %d".formatted(word, i)));
      send(OWNER, threads.getLast(), "%s hidden %d".formatted(word, i));
      OWNER.call(
          Adding.person(threads.getLast(), ben.account())
              .seeing(HistoryWindow.fromNow())
              .command());
    }
    send(OWNER, threads.getFirst(), word + " shown first");
    send(OWNER, threads.getLast(), word + " shown last");
    assertThat(texts(ben, word)).containsExactly(word + " shown last", word + " shown first");
    Found first = search(ben, word, Optional.empty(), Optional.of(1));
    assertThat(texts(first)).containsExactly(word + " shown last");
    Found second = search(ben, word, first.next(), Optional.of(1));
    assertThat(texts(second)).containsExactly(word + " shown first");
    assertThat(second.next()).isEmpty();
    assertThat(search(ben, word).conversations()).hasSize(20);
    assertThat(texts(ben, word + " in:%s".formatted(threads.getFirst())))
        .containsExactly(word + " shown first");
  }

  @Test
  void badQueriesAreRefusedInWords() {
    TestSteps.refused(ErrorCode.INVALID, () -> search(OWNER, "with:external"));
    TestSteps.refused(
        ErrorCode.INVALID, () -> search(OWNER, "x", Optional.of("nowhere"), Optional.empty()));
  }
}
