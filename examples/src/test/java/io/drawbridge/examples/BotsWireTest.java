package io.drawbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ChatClientBuilder;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.bot.Bot;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.slash.SlashView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotsWireTest {

  @AutoClose static final Company COMPANY = Company.start();
  private static final String OLGA = "olga@example.org";

  private final ChatClient ada = COMPANY.ada();

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @Test
  void echoBotRepeatsWhatIsSaidAndGoesOnAfterARestart(@TempDir Path folder) {
    Path cursors = folder.resolve("echo.cursors");
    ConversationId thread = threadWithBot("Echo");
    try (Bot echo = echoBot(cursors)) {
      echo.start().join();
      ada.messages().send(thread, "hello").join();
      await().untilAsserted(() -> assertThat(texts(thread)).containsExactly("hello", "hello"));
    }
    ada.messages().send(thread, "are you there?").join();
    try (Bot echo = echoBot(cursors)) {
      echo.start().join();
      await()
          .untilAsserted(() ->
              assertThat(texts(thread))
                  .containsExactly("hello", "hello", "are you there?", "are you there?"));
    }
  }

  /** G-30: who asks is answered, and nobody else. */
  @Test
  void weatherBotAnswersWhoAsks() {
    ConversationId thread = threadWithBot("Weather");
    List<String> answers = new CopyOnWriteArrayList<>();
    try (Bot weather = WeatherBot.bot(COMPANY.server().url(), COMPANY.bot().apiToken().value());
        var _ = ada.slash().onAnswer(answer -> answers.add(answer.text()))) {
      weather.start().join();
      WeatherBot.offer(weather, COMPANY.workspace());
      assertThat(ada.slash().list(thread).join().commands())
          .extracting(SlashView::name)
          .containsExactly("weather");
      ada.slash().run(thread, "/weather", "Delft").join();
      await().untilAsserted(() -> assertThat(answers).containsExactly("It rains in Delft."));
      assertThat(texts(thread)).isEmpty();
    }
  }

  @Test
  void echoBotComesBackByItselfWhenTheServerWasRestarted(@TempDir Path folder) {
    ConversationId thread = threadWithBot("Restart");
    try (Bot echo = echoBot(folder.resolve("echo.cursors"))) {
      echo.start().join();
      ada.messages().send(thread, "before").join();

      COMPANY.restart();
      ada.messages().send(thread, "after").join();

      await()
          .untilAsserted(() ->
              assertThat(texts(thread))
                  .containsExactlyInAnyOrder("before", "before", "after", "after"));
    }
  }

  @Test
  void echoBotAnswersTheFirstWordsOfAThreadItIsAddedTo(@TempDir Path folder) {
    try (Bot echo = echoBot(folder.resolve("echo.cursors"))) {
      echo.start().join();
      ConversationId thread =
          ada.threads()
              .create("Surprise")
              .in(COMPANY.workspace())
              .people(COMPANY.bot().account())
              .text("first words")
              .send()
              .join()
              .conversation()
              .id();
      await()
          .untilAsserted(
              () -> assertThat(texts(thread)).containsExactly("first words", "first words"));
    }
  }

  /** An inbox is listed by recency: what gets a message between two pages is on neither (G-20). */
  @Test
  void threadThatGetsAMessageWhileABotListsItsInboxIsAnsweredOnce() {
    WorkspaceResult.BotCreated account =
        ada.workspaces().createBot(COMPANY.workspace(), "Lister").join();
    ConversationId oldest = threadWith(account, "Oldest");
    for (int i = 0; i < Limits.LIST_PAGE_DEFAULT; i++) {
      threadWith(account, "Newer");
    }
    List<InboxResult.Inbox> pages = new CopyOnWriteArrayList<>();
    ChatClientBuilder client =
        ChatClient.builder(COMPANY.server().url())
            .credentials(Credentials.apiToken(account.apiToken().value()))
            .onFrame((connection, nanos, frame) -> {
              if (frame instanceof Reply reply
                  && reply.result() instanceof InboxResult.Inbox page) {
                pages.add(page);
                if (pages.size() == 1) {
                  // The bot has not read this page yet, and asks for the next one after it.
                  ada.messages().send(oldest, "between two pages").join();
                }
              }
            });
    try (Bot echo =
        Bot.builder(client).onMessage(message -> message.reply(message.text())).build()) {
      echo.start().join();
      await().untilAsserted(() -> assertThat(texts(oldest)).hasSize(2));
      ada.messages().send(oldest, "after it").join();

      await().untilAsserted(() -> assertThat(texts(oldest)).hasSizeGreaterThanOrEqualTo(4));
      assertThat(texts(oldest))
          .containsExactly("between two pages", "between two pages", "after it", "after it");
    }
    assertThat(pages.getFirst().next()).isPresent();
    assertThat(pages.subList(0, 2))
        .flatExtracting(InboxResult.Inbox::entries)
        .extracting(entry -> entry.conversation().id())
        .hasSize(Limits.LIST_PAGE_DEFAULT)
        .doesNotContain(oldest);
  }

  @Test
  void triageBotBringsAnExternalInAndOutAgain() throws Exception {
    ConversationId desk = threadWithBot("Desk");
    try (Bot triage =
        TriageBot.bot(Bot.builder(COMPANY.server().url(), COMPANY.bot().apiToken().value()))) {
      triage.start().join();

      ada.messages().send(desk, "!triage " + OLGA + " Invoice 12 is wrong").join();
      ConversationId thread = awaitThread("Invoice 12 is wrong");
      try (ChatClient olga = COMPANY.client(Credentials.link(COMPANY.mailedToken(OLGA), "Olga"))) {
        List<Event> seen = new CopyOnWriteArrayList<>();
        olga.onEvent(Event.class, seen::add);
        olga.connect().join();
        olga.interest().open(thread).join();
        olga.messages().send(thread, "It says 120, not 12.").join();
        await().until(() -> seen.stream().anyMatch(LogEvent.MessagePosted.class::isInstance));

        ada.messages().send(thread, "done").join();

        await().until(() -> seen.stream().anyMatch(Event.AccessEnded.class::isInstance));
        await()
            .untilAsserted(
                () -> assertThat(texts(thread)).anyMatch(text -> text.startsWith("Removed: 1")));
        assertThatThrownBy(olga.messages().newest(thread, 10)::join)
            .satisfies(refused ->
                assertThat(RequestFailed.in(refused).orElseThrow().code())
                    .contains(ErrorCode.NOT_FOUND));
      }
    }
  }

  private ConversationId threadWithBot(String subject) {
    return threadWith(COMPANY.bot(), subject);
  }

  private ConversationId threadWith(WorkspaceResult.BotCreated bot, String subject) {
    return ada.threads()
        .create(subject)
        .in(COMPANY.workspace())
        .people(bot.account())
        .send()
        .join()
        .conversation()
        .id();
  }

  private ConversationId awaitThread(String subject) {
    return await()
        .until(
            () ->
                conversations()
                    .filter(view -> view.kind() == ConversationKind.THREAD)
                    .filter(view -> view.name().equals(subject))
                    .map(ConversationView::conversation)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private Stream<ConversationView> conversations() {
    return ada.inbox().list(Optional.empty()).join().entries().stream()
        .map(InboxEntry::conversation);
  }

  private List<String> texts(ConversationId conversation) {
    return ada.messages().newest(conversation, 20).join().messages().stream()
        .map(Message::text)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Bot echoBot(Path cursors) {
    return EchoBot.bot(COMPANY.server().url(), COMPANY.bot().apiToken().value(), cursors);
  }
}
