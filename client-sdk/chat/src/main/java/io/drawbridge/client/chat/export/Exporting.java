package io.drawbridge.client.chat.export;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Exports the workspace, or what is one's own, into files that their owner alone may read. */
public final class Exporting implements Words {
  private static final String PRIVATE = " private";

  private final Speaker speaker;
  private final ChatClient client;

  public Exporting(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/export-workspace" -> workspace(rest);
      case "/export-mine" -> write(rest, client.exports()::account);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void workspace(String rest) {
    Optional<WorkspaceId> own = speaker.workspace();
    boolean unread = rest.endsWith(PRIVATE);
    String file = unread ? rest.substring(0, rest.length() - PRIVATE.length()) : rest;
    if (own.isEmpty()) {
      speaker.say("You have no workspace.");
    } else {
      write(file, to -> client.exports().workspace(own.get(), unread, to));
    }
  }

  private void write(String name, Function<Path, CompletableFuture<Void>> export) {
    if (name.isBlank()) {
      speaker.say("Into which file?");
      return;
    }
    try {
      export.apply(Path.of(name.strip())).join();
      speaker.say("Written to " + Printable.line(name.strip()) + ".");
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException) {
        speaker.say("That file cannot be written, or is no export.");
      } else {
        throw e;
      }
    }
  }
}
