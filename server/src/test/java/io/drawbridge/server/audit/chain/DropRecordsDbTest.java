package io.drawbridge.server.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Old records go up to a checkpoint, which stands for them (G-27, N-13). */
final class DropRecordsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final SigningKeys KEYS = TestSigning.keys();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final long chain = home.workspace().value();
  private final SealRecords records = new SealRecords(HOUSE.core.platform());
  private final SignCheckpoints checkpoints = new SignCheckpoints(HOUSE.core.platform(), KEYS);
  private final ExportChain exports =
      new ExportChain(HOUSE.core.platform(), KEYS, records, checkpoints);
  private final DropRecords drop = new DropRecords(HOUSE.db.database(), keptForAll(Duration.ZERO));

  private static KeptFor keptForAll(Duration kept) {
    return new KeptFor(Optional.of(kept), Optional.empty(), Optional.empty());
  }

  private void rename(int times) {
    Caller owner = home.owner();
    ConversationId group =
        HOUSE
            .tell(
                owner,
                new GroupCommand.Create(
                    TestSteps.clientId(), home.workspace(), "Group", Visibility.OPEN, List.of()))
            .conversation()
            .id();
    for (int i = 0; i < times; i++) {
      HOUSE.tell(owner, new ConversationCommand.Rename(TestSteps.clientId(), group, "Canary " + i));
    }
    records.all();
  }

  private List<Json.Obj> export(Optional<Long> from) {
    StringBuilder text = new StringBuilder();
    Optional<ExportPlace> next = Optional.empty();
    do {
      ExportChain.Part part = exports.part(chain, home.owner().account(), from, next);
      text.append(part.text());
      next = part.next();
    } while (next.isPresent());
    return text.toString().lines().map(line -> (Json.Obj) CanonicalJson.read(line)).toList();
  }

  private static Verdict verify(List<Json.Obj> lines, Optional<AuditVerifier.Pin> pin) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Json.Obj line : lines) {
      file.writeBytes(CanonicalJson.write(line));
      file.write('\n');
    }
    try {
      return AuditVerifier.verify(
          new ByteArrayInputStream(file.toByteArray()), Optional.empty(), pin);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict.Good good(List<Json.Obj> lines) {
    Verdict verdict = verify(lines, Optional.empty());
    assertThat(verdict).isInstanceOf(Verdict.Good.class);
    return (Verdict.Good) verdict;
  }

  private static int line(List<Json.Obj> lines, String type) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).text("type").equals(Optional.of(type))) {
        return i;
      }
    }
    throw new IllegalArgumentException(type);
  }

  private static long rows(String sql, long of) {
    return HOUSE
        .db
        .database()
        .query(handle -> handle.createQuery(sql).bind("of", of).mapTo(Long.class).one());
  }

  private long sealed() {
    return rows("select count(*) from audit_seal where chain = :of", chain);
  }

  /** Records, a checkpoint, and more of them; what is before the checkpoint is dropped. */
  private List<Json.Obj> dropped() {
    rename(3);
    checkpoints.of(chain);
    drop.old();
    rename(3);
    return export(Optional.empty());
  }

  @Test
  void whatIsLeftVerifiesFromTheCheckpointOn() {
    List<Json.Obj> whole = exportedBefore();
    Verdict.Good before = good(whole);
    drop.old();
    rename(2);

    List<Json.Obj> left = export(Optional.empty());
    Verdict.Good after = good(left);
    assertThat(after.from()).isEqualTo(before.position() + 1);
    assertThat(left.get(line(left, "checkpoint")).object("checkpoint").orElseThrow().text("hash"))
        .contains(before.hash());
    assertThat(left.toString()).doesNotContain("Canary 2").contains("Canary 1");
    assertThat(good(export(Optional.of(after.from() + 1))).from()).isEqualTo(after.from() + 1);
    assertThatThrownBy(() -> export(Optional.of(before.position()))).isInstanceOf(Failure.class);
  }

  private List<Json.Obj> exportedBefore() {
    rename(3);
    return export(Optional.empty());
  }

  /** Nothing goes that no checkpoint stands for, and nothing that is younger. */
  @Test
  void whatIsYoungOrNotSignedStays() {
    rename(3);
    long all = sealed();
    drop.old();
    assertThat(sealed()).isEqualTo(all);
    checkpoints.of(chain);
    new DropRecords(HOUSE.db.database(), keptForAll(Duration.ofDays(1))).old();
    assertThat(sealed()).isEqualTo(all);
    drop.old();
    assertThat(sealed()).isZero();
  }

  /** A workspace chooses within the server's bounds of now; what it said before them is clamped. */
  @Test
  void workspaceKeepsItsOwnLongerOrShorter() {
    rename(3);
    checkpoints.of(chain);
    long all = sealed();
    HOUSE.db.execute("alter table audit_checkpoint disable trigger only_added_to");
    HOUSE.db.execute(
        "update audit_checkpoint set at = at - interval '60 days' where chain = ?", chain);
    HOUSE.db.execute("alter table audit_checkpoint enable trigger only_added_to");
    chose(90);
    drop(KeptFor.days(30, 30, 0));
    assertThat(sealed()).as("longer than by default").isEqualTo(all);
    chose(10);
    drop(KeptFor.days(0, 90, 0));
    assertThat(sealed()).as("no shorter than the bound").isEqualTo(all);
    drop(KeptFor.days(0, 0, 0));
    assertThat(sealed()).as("for good, whatever it says").isEqualTo(all);
    drop(KeptFor.days(0, 30, 0));
    assertThat(sealed()).as("shorter than by default").isZero();
  }

  private void chose(int days) {
    HOUSE.db.execute(
        "update domain set policies = jsonb_set(coalesce(policies, '{}'), '{audit_keep_days}',"
            + " to_jsonb(?::int)) where id = ?",
        days,
        chain);
  }

  private static void drop(KeptFor kept) {
    new DropRecords(HOUSE.db.database(), kept).old();
  }

  /** The rows that records were made of go with them, and are not sealed again. */
  @Test
  void whatTheyWereMadeOfIsGoneToo() {
    rename(3);
    String named =
        "select count(*) from audit where scope = :of and before::text || after::text like"
            + " '%Canary%'";
    assertThat(rows(named, chain)).isPositive();
    checkpoints.of(chain);
    drop.old();
    assertThat(rows(named, chain)).isZero();
    assertThat(rows("select count(*) from audit_text where chain = :of", chain)).isZero();
    HOUSE.db.execute("update audit_cursor set xid = '0'");
    records.all();
    assertThat(sealed()).isZero();
    rename(1);
    good(export(Optional.empty()));
  }

  @Test
  void leftRecordThatIsFlippedDroppedOrMovedIsFound() {
    List<Json.Obj> left = dropped();
    good(left);
    int first = line(left, "record");
    List<Json.Obj> moved = new ArrayList<>(left);
    Collections.swap(moved, first, first + 1);
    List<Json.Obj> fewer = new ArrayList<>(left);
    fewer.remove(first);
    List<Json.Obj> flipped = new ArrayList<>(left);
    Json.Obj record = left.get(first).object("record").orElseThrow();
    flipped.set(first, left.get(first).with("record", record.with("action", "member.add")));
    for (List<Json.Obj> bad : List.of(moved, fewer, flipped)) {
      assertThat(verify(bad, Optional.empty())).isInstanceOf(Verdict.Bad.class);
    }
  }

  /** A log that just begins later proves nothing of what was before. */
  @Test
  void missingRecordsThatNoCheckpointStandsForAreFound() {
    List<Json.Obj> left = new ArrayList<>(dropped());
    left.remove(line(left, "checkpoint"));
    assertThat(verify(left, Optional.empty()))
        .isInstanceOfSatisfying(
            Verdict.Bad.class,
            bad -> assertThat(bad.what()).contains("nothing stands for the records before it"));
  }

  @Test
  void nothingIsLeftToExportButWhatStandsForIt() {
    rename(3);
    checkpoints.of(chain);
    drop.old();
    assertThat(sealed()).isZero();
    List<Json.Obj> lines = export(Optional.empty());
    assertThat(lines).noneMatch(line -> line.text("type").equals(Optional.of("record")));
    good(lines);
  }

  /** An export whose first records go while it is read does not end as if it were whole. */
  @Test
  void exportFromWhichRecordsWentMeanwhileFails() {
    rename(250);
    ExportChain.Part first =
        exports.part(chain, home.owner().account(), Optional.empty(), Optional.empty());
    assertThat(first.next()).isPresent();
    checkpoints.of(chain);
    drop.old();
    assertThatThrownBy(
            () -> exports.part(chain, home.owner().account(), Optional.empty(), first.next()))
        .isInstanceOf(Failure.class);
  }

  /** Of the checkpoints that stand for what is gone, the last alone stays. */
  @Test
  void checkpointsBeforeTheLastThatStandsForRecordsGo() {
    for (int i = 0; i < 3; i++) {
      rename(2);
      checkpoints.of(chain);
      drop.old();
    }
    assertThat(rows("select count(*) from audit_checkpoint where chain = :of", chain)).isEqualTo(1);
  }

  /** Nobody drops a record by hand, nor a note, nor what a change told of. */
  @Test
  void nothingElseIsDropped() {
    rename(2);
    for (String sql :
        List.of(
            "delete from audit_seal where chain = ?",
            "delete from audit where scope = ?",
            "update audit set dropped = true, before = '[]', after = '[]' where scope = ?",
            "update audit set before = audit_nameless(before) where scope = ? and reason is not"
                + " null or before <> audit_nameless(before)")) {
      assertThatThrownBy(() -> HOUSE.db.execute(sql, chain))
          .as(sql)
          .hasMessageContaining("the audit is only added to");
    }
    checkpoints.of(chain);
    assertThatThrownBy(
            () -> HOUSE.db.execute("delete from audit_checkpoint where chain = ?", chain))
        .hasMessageContaining("the audit is only added to");
  }
}
