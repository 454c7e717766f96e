package io.drawbridge.server.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are sealed once, in order, by whichever node; and stay as they are (N-13). */
final class SealDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final SigningKeys KEYS = TestSigning.keys();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();

  /** A node, as far as the audit is concerned. */
  private static final class Node {
    final SealRecords records = new SealRecords(HOUSE.core.platform());
    final SignCheckpoints checkpoints = new SignCheckpoints(HOUSE.core.platform(), KEYS);
    final ExportChain exports = new ExportChain(HOUSE.core.platform(), KEYS, records, checkpoints);
  }

  private final Node node = new Node();

  private ConversationId group(String name, Visibility visibility) {
    return group(home, name, visibility);
  }

  private static ConversationId group(TestHouse.Home home, String name, Visibility visibility) {
    return HOUSE
        .tell(
            home.owner(),
            new GroupCommand.Create(
                TestSteps.clientId(), home.workspace(), name, visibility, List.of()))
        .conversation()
        .id();
  }

  private List<Json.Obj> export(AccountId reader, long from) {
    return export(home, reader, from);
  }

  private List<Json.Obj> export(TestHouse.Home of, AccountId reader, long from) {
    StringBuilder text = new StringBuilder();
    Optional<ExportPlace> next = Optional.empty();
    do {
      ExportChain.Part part =
          node.exports.part(of.workspace().value(), reader, Optional.of(from), next);
      text.append(part.text());
      next = part.next();
    } while (next.isPresent());
    return text.toString().lines().map(line -> (Json.Obj) CanonicalJson.read(line)).toList();
  }

  private static Verdict verify(List<Json.Obj> lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Json.Obj line : lines) {
      file.writeBytes(CanonicalJson.write(line));
      file.write('\n');
    }
    try {
      return AuditVerifier.verify(
          new ByteArrayInputStream(file.toByteArray()), Optional.empty(), Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict.Good good(List<Json.Obj> lines) {
    Verdict verdict = verify(lines);
    assertThat(verdict).isInstanceOf(Verdict.Good.class);
    return (Verdict.Good) verdict;
  }

  private static List<Json.Obj> records(List<Json.Obj> lines) {
    return lines.stream().flatMap(line -> line.object("record").stream()).toList();
  }

  @Test
  void everyRecordOfTheWorkspaceIsInItsChainInOrder() {
    ConversationId group = group("Planning", Visibility.OPEN);
    Caller ben = HOUSE.member(home, TestSteps.clientId() + "@home.example");
    HOUSE.tell(ben, new GroupCommand.Join(TestSteps.clientId(), group));
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            TestSteps.clientId(),
            group,
            Optional.of(ben.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("moved on")));
    HOUSE.tell(
        ben,
        new AccountCommand.Update(TestSteps.clientId(), Optional.of("Ben B."), Optional.empty()));
    List<Json.Obj> lines = export(owner.account(), 1);
    Verdict.Good good = good(lines);
    assertThat(good.chain()).isEqualTo(home.workspace().toString());
    long stored = HOUSE.db.database().query(handle -> count(handle, home.workspace().value()));
    assertThat(records(lines))
        .filteredOn(it -> it.text("log").equals(Optional.of(good.chain())))
        .hasSize((int) stored);
    Json.Obj removed =
        records(lines).stream()
            .filter(it -> it.text("action").equals(Optional.of("member.remove")))
            .findFirst()
            .orElseThrow();
    assertThat(removed.text("person")).contains(ben.account().toString());
    assertThat(removed.text("conversation")).contains(group.toString());
    assertThat(removed.text("actor")).contains(owner.account().toString());
    assertThat(CanonicalJson.text(removed)).doesNotContain("moved on");
    assertThat(lines.toString()).contains("moved on", "Ben B.");
    assertThat(records(lines).getLast().text("action")).contains("account.update");
    assertThat(records(lines).getLast().text("log")).contains(ben.account().toString());
    good(export(owner.account(), 3));
  }

  private static long count(Handle handle, long scope) {
    return handle
        .createQuery("select count(*) from audit where scope = :scope")
        .bind("scope", scope)
        .mapTo(Long.class)
        .one();
  }

  /**
   * 7.3: the record of a rename is there for every admin, the names for those who may know them.
   */
  @Test
  void namesOfWhatTheReaderMayNotKnowStayHashesAndTheChainHolds() {
    ConversationId secret = group("Merger", Visibility.SECRET);
    HOUSE.tell(
        owner, new ConversationCommand.Rename(TestSteps.clientId(), secret, "Fusion with X"));
    Caller admin = HOUSE.member(home, TestSteps.clientId() + "@home.example");
    List<Json.Obj> theirs = export(admin.account(), 1);
    assertThat(theirs.toString()).doesNotContain("Merger", "Fusion");
    List<Json.Obj> own = export(owner.account(), 1);
    assertThat(own.toString()).contains("Merger", "Fusion with X");
    assertThat(good(theirs).hash()).isEqualTo(good(own).hash());
  }

  /** A name can be forgotten: nothing shows it, and what was recorded of it still verifies. */
  @Test
  void aTextThatWasForgottenLeavesTheChainWhole() {
    ConversationId group = group("Before", Visibility.OPEN);
    HOUSE.tell(owner, new ConversationCommand.Rename(TestSteps.clientId(), group, "Behind"));
    good(export(owner.account(), 1));
    HOUSE.db.execute("delete from audit_text where chain = ?", home.workspace().value());
    List<Json.Obj> lines = export(owner.account(), 1);
    assertThat(lines.toString()).doesNotContain("Behind");
    good(lines);
  }

  @Test
  void nodesThatSealAtOnceMakeOneChain() {
    Executor threads = task -> Thread.ofVirtual().start(task);
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Void>> sealing = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Node each = new Node();
      boolean patient = i == 0;
      sealing.add(
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  if (patient) {
                    each.records.all();
                  } else {
                    each.records.unlessOthersDo();
                  }
                  each.checkpoints.all();
                }
              },
              threads));
    }
    List<TestHouse.Home> homes =
        Stream.generate(() -> HOUSE.workspace("Busy" + TestSteps.clientId())).limit(4).toList();
    List<CompletableFuture<Void>> changing = new ArrayList<>();
    for (TestHouse.Home each : homes) {
      changing.add(
          CompletableFuture.runAsync(
              () -> {
                for (int n = 0; n < 25; n++) {
                  group(each, "Group %d".formatted(n), Visibility.OPEN);
                }
              },
              threads));
    }
    changing.forEach(CompletableFuture::join);
    over.set(true);
    sealing.forEach(CompletableFuture::join);
    for (TestHouse.Home each : homes) {
      List<Json.Obj> lines = export(each, each.owner().account(), 1);
      assertThat(good(lines).checkpoints()).isPositive();
      assertThat(records(lines))
          .filteredOn(it -> it.text("action").equals(Optional.of("group.create")))
          .hasSize(25);
    }
  }

  /** What is committed late, after younger records were sealed, is not passed over. */
  @Test
  void aTransactionThatWasOpenForLongIsSealedWhenItEnds() {
    node.records.all();
    try (Handle slow = HOUSE.db.open()) {
      slow.begin();
      slow.execute(
          """
          insert into audit_note (workspace, action, actor_kind, told) values (?, 'slow', 'server', '[]')
          """,
          home.workspace().value());
      group("Meanwhile", Visibility.OPEN);
      node.records.all();
      group("And again", Visibility.OPEN);
      node.records.all();
      assertThat(records(export(owner.account(), 1)).toString()).doesNotContain("slow");
      slow.commit();
    }
    List<Json.Obj> lines = export(owner.account(), 1);
    good(lines);
    assertThat(records(lines).getLast().text("action")).contains("slow");
  }

  /** Restored into another database, the numbers of transactions begin again. */
  @Test
  void aDatabaseThatWasRestoredIsSealedOn() {
    group("Before", Visibility.OPEN);
    node.records.all();
    HOUSE.db.execute("update audit_cursor set xid = '9000000000'");
    group("Behind", Visibility.OPEN);
    List<Json.Obj> lines = export(owner.account(), 1);
    good(lines);
    assertThat(records(lines).getLast().text("action")).contains("group.create");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "audit_note",
        "audit_seal",
        "audit_key",
        "audit_checkpoint",
        "audit_text"
      })
  void nobodyRewritesOrEmptiesTheLog(String table) {
    ConversationId group = group("Name", Visibility.OPEN);
    HOUSE.tell(owner, new ConversationCommand.Rename(TestSteps.clientId(), group, "Other"));
    HOUSE.db.execute(
        "insert into audit_note (workspace, action, actor_kind, told) values (?, 'x', 'server',"
            + " '[]')",
        home.workspace().value());
    export(owner.account(), 1);
    String column = table.equals("audit_key") ? "id" : table.equals("audit_text") ? "text" : "at";
    assertThatThrownBy(
            () -> HOUSE.db.execute("update %s set %s = %s".formatted(table, column, column)))
        .hasStackTraceContaining("the audit is only added to");
    if (!table.equals("audit_text")) {
      assertThatThrownBy(() -> HOUSE.db.execute("delete from " + table))
          .hasStackTraceContaining("the audit is only added to");
      assertThatThrownBy(() -> HOUSE.db.execute("truncate %s cascade".formatted(table)))
          .hasStackTraceContaining("the audit is only added to");
    }
  }
}
