package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code account.export}: gives somebody what is theirs, part by part: their profile, where they
 * are, whom they blocked, and what they wrote, sent or not, where they read it still. What they
 * wrote in a conversation that they lost stays with it (D17).
 */
final class ExportAccount {
  private static final int ROWS_MAX = 200;

  /** Drafts in a part: each is as long as a message may be. */
  private static final int TEXTS_MAX = 4;

  private final Database database;
  private final Metrics metrics;
  private final Sealing sealing;
  private final Runs runs;
  private final PlaceStore places = new PlaceStore();
  private final UnsentStore unsent = new UnsentStore();
  private final ContentStore content = new ContentStore();
  private final Walk walk = new Walk();

  ExportAccount(Platform platform, Sealing sealing) {
    this.database = platform.database();
    this.metrics = platform.metrics();
    this.sealing = sealing;
    this.runs = new Runs(platform);
  }

  CompletionStage<Answer<AuditPart>> handle(Caller caller, AuditCommand.ExportAccount command) {
    AccountId person = caller.account();
    ExportPlace from = command.after().map(it -> goOn(person, it)).orElseGet(() -> begin(person));
    Parts parts = database.read(snapshot -> part(snapshot, person, from));
    if (parts.next().isEmpty()) {
      runs.end(person.value(), from.run());
    }
    metrics.exportPart();
    return CompletableFuture.completedFuture(sealing.answer(Tag.OWN, person, from, parts));
  }

  private ExportPlace begin(AccountId person) {
    return ExportPlace.begin(runs.begin(person.value(), person, false, _ -> {}));
  }

  private ExportPlace goOn(AccountId person, String after) {
    ExportPlace place = sealing.open(person, after);
    runs.goOn(person.value(), person, place.run());
    return place;
  }

  private Parts part(Handle snapshot, AccountId person, ExportPlace from) {
    return switch (from.section()) {
      case WORKSPACE -> new Parts(own(snapshot, person), Optional.of(from.in(Section.DRAFTS)));
      case DRAFTS ->
          Walk.page(from, TEXTS_MAX, after -> unsent.drafts(snapshot, person, after, TEXTS_MAX));
      case SCHEDULED ->
          Walk.page(from, TEXTS_MAX, after -> unsent.scheduled(snapshot, person, after, TEXTS_MAX));
      case MEMBERSHIPS ->
          Walk.page(
              from, ROWS_MAX, after -> places.ownMemberships(snapshot, person, after, ROWS_MAX));
      case MESSAGES ->
          walk.messages(
              snapshot,
              person,
              false,
              Optional.of(person),
              from,
              after -> content.nextOwn(snapshot, person, after));
      // Others' names, and the bytes of files, are asked for where they are.
      case PEOPLE, CONVERSATIONS, FILES, END -> new Parts(List.of(), Optional.empty());
    };
  }

  private List<Line> own(Handle snapshot, AccountId person) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            Tag.OWN,
            "export",
            Json.Obj.EMPTY.with("format", "drawbridge-account/1").with("of", person.toString())));
    lines.add(Line.of(Tag.OWN, "profile", places.profile(snapshot, person)));
    lines.addAll(places.ownRows(snapshot, person));
    return lines;
  }
}
