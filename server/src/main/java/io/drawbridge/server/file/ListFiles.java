package io.drawbridge.server.file;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.FileVersion;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.MessageResult.Files;
import io.drawbridge.protocol.result.MessageResult.Versions;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.download.Downloads;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lists files: of a conversation, those that others share with the caller, and the versions of one.
 * Each is a part of its own, judged as its message is.
 */
final class ListFiles {
  private final Access access;
  private final FileStore store;
  private final Downloads downloads;

  ListFiles(Access access, FileStore store, Downloads downloads) {
    this.access = access;
    this.store = store;
    this.downloads = downloads;
  }

  CompletionStage<Answer<Files>> list(Caller caller, MessageCommand.ListFiles command) {
    ReadPermit permit = access.gate().read(caller, command.conversation());
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    List<FileRow> rows = store.list(permit, command.before(), limit);
    List<Long> positions = rows.stream().map(FileRow::pos).distinct().toList();
    List<FileRow> shown =
        positions.size() > limit
            ? rows.stream().filter(row -> row.pos() > positions.getLast()).toList()
            : rows;
    List<Part<Piece>> parts = new ArrayList<>();
    shared(permit.conversation(), shown)
        .forEach(part -> parts.add(new Part<>(part.tag(), new Piece.Shown(part.value()))));
    if (shown.size() < rows.size()) {
      // That there are more is told by the one that proves it.
      parts.add(new Part<>(rows.getLast().tag(), new Piece.More()));
    }
    Tag head = new Tag.Conversation(permit.domain(), permit.conversation().id(), permit.asOf());
    return CompletableFuture.completedFuture(Answer.joined(head, parts, ListFiles::join));
  }

  CompletionStage<Answer<Files>> shared(Caller caller, MessageCommand.ListSharedFiles command) {
    List<FileRow> rows =
        store.shared(caller.account(), command.limit().orElse(Limits.LIST_PAGE_DEFAULT));
    List<Part<SharedFile>> parts = new ArrayList<>();
    rows.stream()
        .collect(groupingBy(FileRow::conversation))
        .forEach((conversation, found) ->
            access
                .conversations()
                .facts(conversation)
                .ifPresent(facts -> parts.addAll(shared(facts, found))));
    parts.sort((one, other) -> Long.compare(other.value().pos(), one.value().pos()));
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, files -> new Files(files, false)));
  }

  CompletionStage<Answer<Versions>> versions(Caller caller, MessageCommand.ListVersions command) {
    ReadPermit permit = downloads.permit(caller, command.file());
    List<FileRow> rows = store.versions(permit, command.file());
    Map<AccountId, Person> cards = cards(permit.conversation(), rows);
    List<FileVersion> versions =
        rows.stream()
            .flatMap(row -> Optional.ofNullable(cards.get(row.author())).map(row::version).stream())
            .toList();
    if (versions.isEmpty()) {
      throw Failure.notFound();
    }
    return CompletableFuture.completedFuture(
        Answer.of(rows.getFirst().tag(), new Versions(versions)));
  }

  private List<Part<SharedFile>> shared(ConversationFacts conversation, List<FileRow> rows) {
    Map<AccountId, Person> cards = cards(conversation, rows);
    List<Part<SharedFile>> parts = new ArrayList<>();
    for (FileRow row : rows) {
      Optional.ofNullable(cards.get(row.author()))
          .ifPresent(by -> parts.add(new Part<>(row.tag(), row.shared(by))));
    }
    return parts;
  }

  private Map<AccountId, Person> cards(ConversationFacts conversation, List<FileRow> rows) {
    return access.people().cards(conversation, rows.stream().map(FileRow::author).collect(toSet()));
  }

  private static Files join(List<Piece> pieces) {
    List<SharedFile> shown = new ArrayList<>();
    boolean more = false;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Shown(SharedFile file) -> shown.add(file);
        case Piece.More() -> more = true;
      }
    }
    return new Files(shown, more);
  }

  private sealed interface Piece {
    record Shown(SharedFile file) implements Piece {}

    record More() implements Piece {}
  }
}
