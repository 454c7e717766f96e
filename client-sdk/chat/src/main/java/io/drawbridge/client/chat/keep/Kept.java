package io.drawbridge.client.chat.keep;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.OwnerOnly;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.hold.HeldItem;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what a person types about deleting a conversation, and about legal holds. */
public final class Kept implements Words {
  private static final String PERSON = "a_[0-9a-hjkmnp-tv-z]{13}";

  private final Speaker speaker;
  private final ChatClient client;

  public Kept(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/delete-conversation" -> speaker.in(here, place -> delete(place, rest));
      case "/hold" -> home(workspace -> hold(workspace, rest, here));
      case "/holds" -> home(this::list);
      case "/hold-end" -> home(workspace -> lift(workspace, rest));
      case "/held" -> home(workspace -> held(workspace, rest));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void home(Consumer<WorkspaceId> act) {
    speaker.workspace().ifPresentOrElse(act, () -> speaker.say("You are in no workspace."));
  }

  private void delete(ConversationId here, String name) {
    if (name.isEmpty()) {
      speaker.say(
          "This deletes it for everybody and for good. Say its name, or %s, too.".formatted(here));
      return;
    }
    int threads = client.conversations().delete(here, name).join().threads();
    speaker.say(
        threads == 0
            ? "It is deleted."
            : "It is deleted, and %d threads with it that nothing else led to.".formatted(threads));
  }

  private void hold(WorkspaceId workspace, String rest, Optional<ConversationId> here) {
    String[] words = rest.split("\\s+", 2);
    if (words.length == 2 && words[0].matches(PERSON)) {
      placed(client.audit().hold(workspace, AccountId.parse(words[0]), words[1]).join());
    } else if (rest.isEmpty()) {
      speaker.say("Say why too.");
    } else {
      speaker.in(here, place -> placed(client.audit().hold(workspace, place, rest).join()));
    }
  }

  private void placed(AuditResult.Hold placed) {
    speaker.say("Held: " + placed.hold().id());
  }

  private void list(WorkspaceId workspace) {
    List<HoldView> holds = client.audit().holds(workspace).join().holds();
    speaker.say(
        holds.isEmpty() ? "No holds." : String.join("\n", holds.stream().map(Kept::line).toList()));
  }

  private static String line(HoldView hold) {
    String on =
        hold.conversation()
            .map(ConversationId::toString)
            .or(() -> hold.person().map(AccountId::toString))
            .orElse("");
    return "  [%s] on %s since %s, by %s: %s"
        .formatted(hold.id(), on, hold.at(), hold.by(), Printable.line(hold.reason()));
  }

  private void lift(WorkspaceId workspace, String id) {
    client.audit().lift(workspace, HoldId.parse(id)).join();
    speaker.say("It is lifted.");
  }

  private void held(WorkspaceId workspace, String rest) {
    String[] words = rest.split("\\s+", 2);
    List<String> lines = lines(workspace, HoldId.parse(words[0]));
    if (words.length == 1) {
      speaker.lines(lines);
      return;
    }
    try (OutputStream file = OwnerOnly.create(Path.of(words[1]))) {
      file.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      speaker.say("Written: %d lines.".formatted(lines.size()));
    } catch (IOException failed) {
      speaker.say("Not written: there is such a file already, or it cannot be made.");
    }
  }

  private List<String> lines(WorkspaceId workspace, HoldId hold) {
    List<String> lines = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      AuditResult.HeldItems page = client.audit().held(workspace, hold, after).join();
      page.items().forEach(item -> lines.add(line(item)));
      after = page.next();
    } while (after.isPresent());
    return lines;
  }

  private static String line(HeldItem item) {
    String what =
        item.text()
            .map(Printable::line)
            .or(() ->
                item.file()
                    .map(file ->
                        "file %s, %d bytes, %s"
                            .formatted(Printable.line(file.name()), file.size(), file.id())))
            .orElse("");
    return "%s %d %s %s%s: %s"
        .formatted(
            item.conversation(),
            item.pos(),
            item.author(),
            item.state().wire(),
            item.takenAt().map(at -> " " + at).orElse(""),
            what);
  }
}
