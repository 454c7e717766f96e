package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.Commands;
import io.drawbridge.client.api.Member;
import io.drawbridge.client.api.Whom;
import io.drawbridge.client.bot.Bot;
import io.drawbridge.client.bot.BotBuilder;
import io.drawbridge.client.bot.Incoming;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.ConversationResult.Roster;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Brings outsiders in, and out again: {@code !triage ann@example.org Invoice 12 is wrong} opens a
 * thread with the asker and adds the address to it; {@code done} in that thread, by anyone but an
 * external, removes whom the bot has added.
 *
 * <p>It keeps nothing: whom it has added stands on the roster, with the bot as the sponsor. Bots
 * mail no invitations unless the operator lets them: {@code limit.invitations_per_bot = 50}.
 */
public final class TriageBot {

  private TriageBot() {}

  /** Arguments: the server's address, the bot's API token. */
  public static void main(String[] args) {
    bot(Bot.builder(URI.create(args[0]), args[1])).run();
  }

  static Bot bot(BotBuilder builder) {
    return builder
        .onCommand("!triage", TriageBot::triage)
        .onMessage(message -> {
          if (message.text().strip().equalsIgnoreCase("done")) {
            done(message);
          }
        })
        .build();
  }

  private static void triage(Incoming message) {
    String[] words = message.arguments().split("\\s+", 2);
    if (message.author().external() || words.length < 2) {
      message.reply("Members write: !triage name@domain subject").join();
      return;
    }
    Commands once = message.once();
    ConversationId thread =
        once.threads()
            .create(words[1])
            .in(workspace(message))
            .people(message.author().id())
            .send()
            .join()
            .conversation()
            .id();
    once.members()
        .add(thread, Whom.email(words[0]))
        .history(HistoryWindow.everything())
        .note(message.author().name() + " would like to talk to you.")
        .send()
        .join();
    once.messages().send(thread, "I have asked them in. Say \"done\" to end it.").join();
  }

  private static void done(Incoming message) {
    ConversationId thread = message.conversation();
    ChatClient client = message.client();
    boolean inThread =
        client.conversations().show(thread).join().conversation().kind() == ConversationKind.THREAD;
    if (!inThread || message.author().external()) {
      return;
    }
    int removed = 0;
    int left = 0;
    for (RosterEntry entry : added(message)) {
      try {
        client.members().remove(thread, Member.of(entry)).send().join();
        removed++;
      } catch (CompletionException failed) {
        // One who cannot be removed must not keep the others in.
        left++;
      }
    }
    if (removed > 0) {
      message.reply("Removed: " + removed + ". They see nothing of this any more.").join();
    }
    if (left > 0) {
      message.reply("Not removed: " + left + ". Look who is still here.").join();
    }
  }

  /** Whom the bot itself has brought into this thread. */
  private static List<RosterEntry> added(Incoming message) {
    List<RosterEntry> added = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Roster page = message.client().conversations().roster(message.conversation(), after).join();
      page.entries().stream()
          .filter(entry -> entry.sponsor().equals(Optional.of(message.self())))
          .forEach(added::add);
      after = page.next();
    } while (after.isPresent());
    return added;
  }

  private static Optional<WorkspaceId> workspace(Incoming message) {
    return message.client().account().me().join().workspaces().stream()
        .findFirst()
        .map(WorkspaceView::workspace);
  }
}
