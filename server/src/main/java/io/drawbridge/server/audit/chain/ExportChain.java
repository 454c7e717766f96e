package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditExport;
import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.AuditSignature;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes an export of a chain, part by part, each from one snapshot and of bounded size. The end is
 * signed only for where the chain stands at that moment, so nobody gets the end of a part for that
 * of the whole. Holds nothing between two parts. Thread-safe.
 */
public final class ExportChain {
  private static final int RECORDS_MAX = 200;
  private static final int CHARS_MAX = 64 << 10;

  private final Platform platform;
  private final SigningKeys keys;
  private final SealRecords records;
  private final SignCheckpoints checkpoints;
  private final ChainStore store = new ChainStore();
  private final CheckpointStore signed = new CheckpointStore();

  public ExportChain(
      Platform platform, SigningKeys keys, SealRecords records, SignCheckpoints checkpoints) {
    this.platform = platform;
    this.keys = keys;
    this.records = records;
    this.checkpoints = checkpoints;
  }

  /**
   * A part of an export.
   *
   * @param next where the next part begins; empty after the last
   * @param epoch of the snapshot
   */
  public record Part(String text, Optional<ExportPlace> next, long epoch) {}

  /**
   * Makes the part that begins at a place; seals and signs what there is first, where the end is
   * near. Blocks.
   *
   * @param from the position of the export's first record; empty: the first that is kept
   * @param place empty for the first part
   * @throws Failure {@code invalid} if there is no such record
   */
  public Part part(long chain, AccountId reader, Optional<Long> from, Optional<ExportPlace> place) {
    if (place.filter(it -> left(chain, it) > RECORDS_MAX).isEmpty()) {
      records.all();
      checkpoints.of(chain);
    }
    return platform.database().read(snapshot -> part(snapshot, chain, reader, from, place));
  }

  /** The number of records behind a place. */
  private long left(long chain, ExportPlace place) {
    return platform
        .database()
        .query(handle -> store.head(handle, chain, 1))
        .map(head -> head.position() - place.after())
        .orElse(0L);
  }

  private Part part(
      Handle snapshot,
      long chain,
      AccountId reader,
      Optional<Long> wanted,
      Optional<ExportPlace> place) {
    long first = store.dropped(snapshot, chain).orElseThrow(Failure::notFound) + 1;
    // The same in every part, also when records were dropped between two of them.
    long from = place.map(ExportPlace::from).or(() -> wanted).orElse(first);
    ChainStore.Head head = store.head(snapshot, chain, from).orElseThrow(Failure::notFound);
    ExportPlace at = place.orElse(new ExportPlace(from, from - 1, 0));
    if (from < first
        || from > Math.max(head.position(), first)
        || at.after() < from - 1
        || at.after() > head.position()) {
      throw Failure.invalid(
          "from: %d (expected: a position of the log, %d to %d)"
              .formatted(from, first, head.position()));
    }
    List<CheckpointStore.Key> named = signed.keys(snapshot, chain, keys.current().keyId());
    Json.Obj genesis =
        AuditExport.genesis(
            head.name(), from, head.previous().orElseGet(() -> AuditHash.genesis(head.name())));
    StringBuilder text = new StringBuilder();
    if (place.isEmpty()) {
      add(text, genesis);
      named.forEach(key -> add(text, line(key)));
      head.previous().ifPresent(before -> add(text, front(head, from - 1, before)));
    }
    Optional<ExportPlace> next = records(snapshot, chain, reader, at, text);
    if (next.isEmpty()) {
      add(text, last(head, genesis, named.size()));
    }
    return new Part(text.toString(), next, head.epoch());
  }

  /** Adds the records that fit; returns where it stopped, or nothing if that is the end. */
  private Optional<ExportPlace> records(
      Handle snapshot, long chain, AccountId reader, ExportPlace from, StringBuilder text) {
    List<ChainStore.Row> rows = store.rows(snapshot, chain, from.after(), RECORDS_MAX);
    Map<Long, Json.Obj> texts = store.texts(snapshot, chain, rows, reader);
    ExportPlace at = from;
    for (ChainStore.Row row : rows) {
      String lines = lines(row, texts.getOrDefault(row.position(), Json.Obj.EMPTY));
      int skip = Math.min(at.skip(), lines.length());
      int room = CHARS_MAX - text.length();
      if (lines.length() - skip > room) {
        if (at.after() > from.after() || room <= 0) {
          return Optional.of(at);
        }
        int cut = skip + room;
        cut -= Character.isHighSurrogate(lines.charAt(cut - 1)) ? 1 : 0;
        text.append(lines, skip, cut);
        return Optional.of(new ExportPlace(at.from(), at.after(), cut));
      }
      text.append(lines, skip, lines.length());
      at = new ExportPlace(at.from(), row.position(), 0);
    }
    return rows.size() == RECORDS_MAX ? Optional.of(at) : Optional.empty();
  }

  private static String lines(ChainStore.Row row, Json.Obj opened) {
    StringBuilder lines = new StringBuilder();
    add(lines, AuditExport.record(row.record(), row.hash(), opened));
    row.checkpoint().ifPresent(line -> add(lines, line));
    return lines.toString();
  }

  /** Stands for all the records before the first. */
  private Json.Obj front(ChainStore.Head head, long position, byte[] hash) {
    return head.front()
        .orElseGet(() ->
            keys.current()
                .signed(
                    AuditSignature.Of.CHECKPOINT,
                    AuditExport.checkpoint(
                        head.name(), position, hash, RecordForm.time(platform.clock().now()))));
  }

  private static Json.Obj line(CheckpointStore.Key key) {
    return key.by()
        .map(by -> AuditExport.key(key.publicKey(), by, key.signature().orElseThrow()))
        .orElseGet(() -> AuditExport.key(key.publicKey()));
  }

  private Json.Obj last(ChainStore.Head head, Json.Obj genesis, int named) {
    String at = RecordForm.time(platform.clock().now());
    long checkpoints = head.checkpoints() + (head.previous().isPresent() ? 1 : 0);
    Json.Obj stands = AuditExport.checkpoint(head.name(), head.position(), head.hash(), at);
    return keys.current()
        .signed(AuditSignature.Of.END, AuditExport.end(genesis, named, checkpoints, stands, at));
  }

  private static void add(StringBuilder text, Json.Obj line) {
    text.append(CanonicalJson.text(line)).append('\n');
  }
}
