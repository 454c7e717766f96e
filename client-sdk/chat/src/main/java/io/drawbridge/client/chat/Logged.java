package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.OwnerOnly;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.WorkspaceResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Shows what was changed in a workspace last, and writes its whole log into a file. */
final class Logged {
  private static final int MEMBERS_MAX = 1_000;

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Consumer<String> out;

  Logged(ChatClient client, WorkspaceId workspace, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.out = out;
  }

  /** The newest records, all or what was done to one person. */
  void list(Optional<AccountId> person) {
    AuditFilter wanted =
        new AuditFilter(
            Optional.empty(),
            Optional.empty(),
            person,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<AuditEntry> records =
        client.audit().list(workspace, wanted, Optional.empty()).join().records();
    Map<AccountId, String> names = names();
    List<String> lines = records.reversed().stream().map(record -> line(record, names)).toList();
    out.accept(lines.isEmpty() ? "Nothing is recorded of that." : String.join("\n", lines));
  }

  private static String line(AuditEntry record, Map<AccountId, String> names) {
    return "%6d %s %s by %s%s%s"
        .formatted(
            record.position(),
            record.at().truncatedTo(ChronoUnit.SECONDS),
            Printable.line(record.action()),
            record.actor().map(actor -> name(actor, names)).orElse("the server"),
            record.person().map(person -> ": " + name(person, names)).orElse(""),
            record.reason().map(reason -> ", " + Printable.line(reason)).orElse(""));
  }

  private static String name(AccountId person, Map<AccountId, String> names) {
    return names.getOrDefault(person, person.toString());
  }

  private Map<AccountId, String> names() {
    Map<AccountId, String> names = new HashMap<>();
    Optional<AccountId> after = Optional.empty();
    WorkspaceResult.WorkspaceMembers page;
    do {
      page = client.workspaces().members(workspace, after).join();
      page.members().forEach(it -> names.put(it.person().id(), Talk.name(it.person())));
      after = page.members().reversed().stream().map(it -> it.person().id()).findFirst();
    } while (page.more() && names.size() < MEMBERS_MAX);
    return names;
  }

  /** Writes the log into a new file. */
  void export(String name) {
    write(name, log -> client.audit().export(workspace, log), out);
  }

  /** Waits for the end; a part of a log is no log, so nothing is left of one that fails. */
  private static void whole(Path file, CompletableFuture<Void> written) throws IOException {
    try {
      written.join();
    } catch (CompletionException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Writes what this exports into a new file. */
  static void write(
      String name, Function<OutputStream, CompletableFuture<Void>> export, Consumer<String> out) {
    Path file = Path.of(name);
    try (OutputStream log = OwnerOnly.create(file)) {
      whole(file, export.apply(log));
    } catch (FileAlreadyExistsException e) {
      throw new Misused("There is such a file already.");
    } catch (IOException e) {
      throw new Misused("That file cannot be written.");
    }
    out.accept("Written. To check it anywhere: ./drawbridge audit verify " + Printable.line(name));
  }
}
