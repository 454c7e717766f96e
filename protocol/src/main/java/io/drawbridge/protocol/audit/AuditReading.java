package io.drawbridge.protocol.audit;

import io.drawbridge.protocol.audit.AuditVerifier.Pin;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of reading an export: what has to come next. Every complaint is an {@link
 * IllegalArgumentException}, and {@link #where} then names what it is about.
 */
final class AuditReading {
  private final AuditKeys keys;
  private final Optional<Pin> pin;
  private Optional<Json.Obj> genesis = Optional.empty();
  private String chain = "";
  private long from;
  private long next;
  private byte[] hash = new byte[0];
  private Optional<Long> epoch = Optional.empty();
  private long checkpoints;
  private long strangers;
  private long checked = -1;
  private Optional<String> checkpointAt = Optional.empty();
  private String where = "the first line";
  private Optional<Verdict.Good> good = Optional.empty();

  AuditReading(Optional<PublicKey> trusted, Optional<Pin> pin) {
    this.keys = new AuditKeys(trusted);
    this.pin = pin;
  }

  /** Names the thing that is being looked at. */
  String where() {
    return where;
  }

  void line(byte[] bytes) {
    if (good.isPresent()) {
      where = "behind the end";
      throw new IllegalArgumentException("more lines (expected: none)");
    }
    where = genesis.isEmpty() ? "the first line" : "record " + next;
    Json.Obj line = object(CanonicalJson.read(bytes));
    String type = need(line.text("type"), "type");
    if (genesis.isEmpty()) {
      genesis(line, type);
      return;
    }
    switch (type) {
      case "key" -> {
        where = "a key before record " + next;
        only(line, "type", "key", "by", "signature");
        keys.add(line);
      }
      case "record" -> record(line);
      case "checkpoint" -> checkpoint(line);
      case "end" -> last(line);
      default ->
          throw new IllegalArgumentException("type: %s (expected: a record)".formatted(type));
    }
  }

  Verdict end() {
    where = genesis.isEmpty() ? "the first line" : "record %d, or the end".formatted(next);
    return good.orElseThrow(
        () -> new IllegalArgumentException("it is not there: the file was cut off"));
  }

  private void genesis(Json.Obj line, String type) {
    only(line, "type", "format", "chain", "from", "previous");
    if (!type.equals("genesis") || !line.text("format").equals(Optional.of(AuditExport.FORMAT))) {
      throw new IllegalArgumentException(
          "no start of an export (expected: the form %s)".formatted(AuditExport.FORMAT));
    }
    chain = need(line.text("chain"), "chain");
    from = need(line.number("from"), "from");
    next = from;
    hash = Hex.read(need(line.text("previous"), "previous"), AuditHash.BYTES);
    if (from < 1 || (from == 1 && !same(hash, AuditHash.genesis(chain)))) {
      throw new IllegalArgumentException("previous: not the hash that this chain starts with");
    }
    genesis = Optional.of(line);
  }

  private void record(Json.Obj line) {
    only(line, "type", "record", "hash", "opened");
    Json.Obj record = need(line.object("record"), "record");
    long position = need(record.number("position"), "position");
    if (position != next) {
      throw new IllegalArgumentException(
          "record %d stands here (expected: %d, which was dropped or moved)"
              .formatted(position, next));
    }
    if (position == from && from > 1 && checked != from - 1) {
      throw new IllegalArgumentException(
          "nothing stands for the records before it (expected: a checkpoint of record %d)"
              .formatted(from - 1));
    }
    if (!record.text("chain").equals(Optional.of(chain))) {
      throw new IllegalArgumentException("it is of another chain (expected: %s)".formatted(chain));
    }
    byte[] computed = AuditHash.next(hash, CanonicalJson.write(record));
    if (!line.text("hash").equals(Optional.of(AuditHash.hex(computed)))) {
      throw new IllegalArgumentException(
          "its hash is not that of the record before and its own text");
    }
    opened(record, need(line.object("opened"), "opened"));
    epochs(record);
    pinned(position, computed);
    hash = computed;
    next++;
  }

  private void pinned(long position, byte[] computed) {
    if (pin.filter(it -> it.position() == position && !it.hash().equals(AuditHash.hex(computed)))
        .isPresent()) {
      throw new IllegalArgumentException(
          "its hash is not the one that was pinned: the log was written again");
    }
  }

  private static void opened(Json.Obj record, Json.Obj opened) {
    for (Map.Entry<String, Json> each : opened.fields().entrySet()) {
      Json.Obj text = object(each.getValue());
      only(text, "salt", "value");
      byte[] salt = Hex.read(need(text.text("salt"), "salt"));
      Json.Obj expected = AuditHash.commitment(salt, need(text.text("value"), "value"));
      if (!AuditExport.at(record, each.getKey()).equals(Optional.of(expected))) {
        throw new IllegalArgumentException(
            "%s: not the text that was recorded".formatted(each.getKey()));
      }
    }
  }

  /** The log of the workspace itself has every epoch, so what was never recorded shows as well. */
  private void epochs(Json.Obj record) {
    if (!record.text("log").equals(Optional.of(chain))) {
      return;
    }
    long found = need(record.number("epoch"), "epoch");
    Optional<Long> expected = from == 1 && epoch.isEmpty() ? Optional.of(0L) : epoch;
    if (expected.isPresent() && found != expected.get() + 1) {
      throw new IllegalArgumentException(
          "epoch %d of the workspace (expected: %d)".formatted(found, expected.get() + 1));
    }
    epoch = Optional.of(found);
  }

  private void checkpoint(Json.Obj line) {
    where = "the checkpoint behind record " + (next - 1);
    only(line, "type", "by", "signature", "checkpoint");
    Json.Obj stated = need(line.object("checkpoint"), "checkpoint");
    only(stated, "chain", "position", "hash", "at");
    keys.require(AuditSignature.Of.CHECKPOINT, line, stated);
    standsHere(stated);
    if (checked == next - 1) {
      throw new IllegalArgumentException("a second one for the same record");
    }
    checked = next - 1;
    checkpoints++;
    strangers += keys.isKnown(need(line.text("by"), "by")) ? 0 : 1;
    checkpointAt = stated.text("at");
  }

  private void standsHere(Json.Obj stated) {
    if (stated.number("position").filter(it -> it >= next).isPresent()) {
      where = "record " + next;
      throw new IllegalArgumentException(
          "it is not there: what follows was signed for record %d"
              .formatted(stated.number("position").orElseThrow()));
    }
    if (!stated.text("chain").equals(Optional.of(chain))
        || !stated.number("position").equals(Optional.of(next - 1))
        || !stated.text("hash").equals(Optional.of(AuditHash.hex(hash)))) {
      throw new IllegalArgumentException(
          "it was signed for record %s with hash %s (here: record %d with hash %s)"
              .formatted(
                  stated.number("position").map(String::valueOf).orElse("?"),
                  stated.text("hash").orElse("?"),
                  next - 1,
                  AuditHash.hex(hash)));
    }
  }

  private void last(Json.Obj line) {
    where = "the end behind record " + (next - 1);
    only(line, "type", "by", "signature", "end");
    Json.Obj stated = need(line.object("end"), "end");
    keys.require(AuditSignature.Of.END, line, stated);
    standsHere(stated);
    Json.Obj first = genesis.orElseThrow();
    if (!stated.field("from").equals(first.field("from"))
        || !stated.field("previous").equals(first.field("previous"))) {
      throw new IllegalArgumentException("the export was signed with another start");
    }
    if (!stated.number("keys").equals(Optional.of(keys.count()))
        || !stated.number("checkpoints").equals(Optional.of(checkpoints))) {
      throw new IllegalArgumentException("the export was signed with other keys or checkpoints");
    }
    if (pin.filter(it -> it.position() < from || it.position() >= next).isPresent()) {
      throw new IllegalArgumentException("the record that was pinned is not there");
    }
    String by = need(line.text("by"), "by");
    if (!keys.isKnown(by)) {
      throw new IllegalArgumentException(
          "signed by the key %s (expected: the one given, or one that it vouches for)"
              .formatted(by));
    }
    good =
        Optional.of(
            new Verdict.Good(
                chain,
                from,
                next - 1,
                AuditHash.hex(hash),
                checkpoints,
                checkpointAt,
                need(stated.text("at"), "at"),
                by,
                strangers));
  }

  private static Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("no object (expected: one)");
  }

  private static void only(Json.Obj object, String... fields) {
    for (String field : object.fields().keySet()) {
      if (!List.of(fields).contains(field)) {
        throw new IllegalArgumentException("%s: unknown field".formatted(field));
      }
    }
  }

  static <T> T need(Optional<T> value, String name) {
    return value.orElseThrow(() -> new IllegalArgumentException("%s: not there".formatted(name)));
  }

  private static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }
}
