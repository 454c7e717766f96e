package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.Addition;
import io.drawbridge.client.api.Whom;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.codec.AddresseesReader;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.MemberResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings people into a conversation: one, or all of a CSV file, and shows what came of it. */
final class Brought {
  private static final long FILE_BYTES_MAX = 1 << 20;

  private final ChatClient client;
  private final ConversationId conversation;
  private final Consumer<String> out;

  Brought(ChatClient client, ConversationId conversation, Consumer<String> out) {
    this.client = client;
    this.conversation = conversation;
    this.out = out;
  }

  /** {@code name} is what was typed for them; {@code known}: that they may be the first. */
  void one(Whom whom, String name, boolean known) {
    Addition addition = client.members().add(conversation, whom);
    RosterState state = (known ? addition.confirmFirst() : addition).send().join().state();
    out.accept("Added: " + Printable.line(name) + " is " + state.wire());
  }

  /** Tells what adding them would give them, and adds nobody. */
  void preview(Whom whom, String name) {
    MemberResult.AdditionPreview would = client.members().add(conversation, whom).preview().join();
    out.accept(
        "%s would see %d messages at once%s. Here are %d people, %d from outside, invited or in."
                .formatted(
                    Printable.line(name),
                    would.messages(),
                    would.first() ? ", as the first from outside" : "",
                    would.people(),
                    would.externals())
            + Outside.foretold(would));
  }

  void file(String name) {
    List<Addressee> rows = AddresseesReader.read(bytes(name));
    List<AddedRow> results = client.members().addMany(conversation, rows).send().join().rows();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      lines.add(line(i + 1, rows.get(i), results.get(i)));
    }
    long invited = results.stream().filter(it -> it.state() == AddedState.INVITED).count();
    lines.add("Invited: %d of %d".formatted(invited, results.size()));
    long waiting =
        results.stream().filter(it -> it.state() == AddedState.AWAITING_APPROVAL).count();
    if (waiting > 0) {
      lines.add("Waiting for approval: " + waiting);
    }
    out.accept(String.join("\n", lines));
  }

  private static byte[] bytes(String name) {
    try {
      Path file = Path.of(name);
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new Misused("The file is too large for a list of people.");
      }
      return Files.readAllBytes(file);
    } catch (IOException | InvalidPathException unreadable) {
      throw new Misused("The file cannot be read.");
    }
  }

  private static String line(int number, Addressee row, AddedRow result) {
    String more =
        result.reason().map(reason -> ": " + Printable.line(reason)).orElse("")
            + result.row().map(" of row %d"::formatted).orElse("");
    return "%5d %-40s %s%s"
        .formatted(number, Printable.line(row.email()), result.state().wire(), more);
  }
}
