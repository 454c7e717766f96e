package io.drawbridge.server.slash;

import static io.drawbridge.server.TestSteps.clientId;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.WebhookResult.SlashAsked;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.protocol.slash.SlashView;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;

/** The steps of tests about slash commands. */
final class SlashTalk {
  private SlashTalk() {}

  /** A bot that is connected; the test closes its socket. */
  record Bot(AccountId account, TestClient socket) implements AutoCloseable {
    static Bot of(TestServer server, TestPerson owner, String name) {
      BotCreated made =
          owner.call(
              new WorkspaceCommand.CreateBot(
                  clientId(), TestSteps.workspace(owner), name, Optional.empty()));
      Tokens tokens =
          server.nobody().call(new AccountCommand.SignInBot(made.apiToken(), "machine"));
      return new Bot(
          made.account(), TestClient.connect(server.url(), tokens.accessToken().value()));
    }

    Event.SlashAsked awaitAsk(AskId ask) {
      return socket.await(Event.SlashAsked.class, it -> it.ask().equals(ask));
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  static void register(
      TestDoor by,
      WorkspaceId workspace,
      Optional<ConversationId> where,
      Optional<AccountId> bot,
      String name) {
    by.call(
        new WebhookCommand.RegisterSlash(
            clientId(), workspace, where, bot, name, "Tells it", Optional.of("[city]")));
  }

  static List<String> names(TestDoor by, ConversationId where) {
    return by.call(new WebhookCommand.ListSlash(where)).commands().stream()
        .map(SlashView::name)
        .toList();
  }

  static SlashAsked run(TestDoor by, ConversationId where, String name, String text) {
    return by.call(new WebhookCommand.RunSlash(clientId(), where, name, text));
  }

  static void answer(TestDoor bot, AskId ask, String text) {
    bot.call(new WebhookCommand.AnswerSlash(clientId(), ask, text, Optional.empty()));
  }

  static void say(TestDoor bot, AskId ask, String text) {
    bot.call(new WebhookCommand.AnswerSlash(clientId(), ask, text, Optional.of(true)));
  }

  static Event.SlashAnswered awaitAnswer(TestClient asker, AskId ask, String text) {
    return asker.await(
        Event.SlashAnswered.class, it -> it.ask().equals(ask) && it.text().equals(text));
  }
}
