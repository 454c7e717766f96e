package io.drawbridge.server.retention;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.ConversationResult.ConversationDeleted;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.delivery.trace.Trace;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deletions of whole conversations: who may, what goes, and what is left (G-27). */
final class DeleteConversationDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private final TestHouse.Home home = HOUSE.workspace("home" + clientId());
  private final Caller owner = home.owner();
  private final Caller ben = HOUSE.member(home, "ben" + clientId() + "@home.example");

  private ConversationId group(Caller by, Caller... people) {
    ConversationId group =
        HOUSE
            .tell(
                by,
                new GroupCommand.Create(
                    clientId(), home.workspace(), "Bridges", Visibility.PRIVATE, List.of()))
            .conversation()
            .id();
    for (Caller each : people) {
      HOUSE.tell(by, Adding.person(group, each.account()).command());
    }
    return group;
  }

  private ConversationId thread(Caller by, List<ConversationId> groups, Caller... people) {
    return HOUSE
        .tell(
            by,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(home.workspace()),
                "Offer",
                Arrays.stream(people).map(Caller::account).toList(),
                groups,
                Optional.empty()))
        .conversation()
        .id();
  }

  private static void send(Caller by, ConversationId where, String text) {
    HOUSE.tell(by, new MessageCommand.Send(clientId(), where, text, Optional.empty()));
  }

  private static ConversationDeleted delete(Caller by, ConversationId what) {
    return HOUSE.tell(by, new ConversationCommand.Delete(clientId(), what, what.toString()));
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static long count(String sql, Object... arguments) {
    return HOUSE
        .db
        .database()
        .query(handle -> handle.select(sql, arguments).mapTo(Long.class).one());
  }

  private static void emptied(ConversationId conversation) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            count(
                    """
                    select count(*) from deleted_conversation
                    where conversation = ? and emptied_at is not null
                    """,
                    conversation.value())
                == 1);
  }

  @Test
  void everythingGoesAndATombstoneStays() {
    ConversationId group = group(owner, ben);
    send(ben, group, "a word of the group");
    ConversationDeleted deleted = delete(owner, group);
    assertThat(deleted.receipt().at()).isPresent();
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(group)));
    refused(ErrorCode.NOT_FOUND, () -> send(ben, group, "more"));
    emptied(group);
    for (Trace trace : Trace.values()) {
      assertThat(
              count(
                  "select count(*) from %s where conversation = ?".formatted(trace.table()),
                  group.value()))
          .as("%s", trace)
          .isZero();
    }
    assertThat(
            count(
                """
                select count(*) from conversation c join deleted_conversation d on d.conversation = c.id
                where c.id = ? and c.name = '' and d.actor = ?
                """,
                group.value(),
                owner.account().value()))
        .isEqualTo(1);
    assertThat(
            count(
                "select count(*) from audit where action = 'conversation.delete' and conversation ="
                    + " ?",
                group.value()))
        .isPositive();
  }

  @Test
  void nameOrIdConfirmsAndNothingElse() {
    ConversationId group = group(ben);
    refused(
        ErrorCode.INVALID,
        () -> HOUSE.tell(ben, new ConversationCommand.Delete(clientId(), group, "Bridge")));
    // Who does not see the name confirms by the id: the answer tells nobody a name.
    refused(
        ErrorCode.INVALID,
        () ->
            HOUSE.tell(
                owner,
                new ConversationCommand.Delete(clientId(), thread(ben, List.of()), "Offer")));
    HOUSE.tell(ben, new ConversationCommand.Delete(clientId(), group, "Bridges"));
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(group)));
  }

  @Test
  void membersAndAdminsWithoutAPathMayNotAndOwnersMay() {
    ConversationId group = group(owner, ben);
    refused(ErrorCode.NOT_ALLOWED, () -> delete(ben, group));
    Caller stranger = HOUSE.person("stranger" + clientId() + "@other.example");
    refused(ErrorCode.NOT_FOUND, () -> delete(stranger, group));
    ConversationId thread = thread(ben, List.of());
    Caller admin = HOUSE.person("admin" + clientId() + "@home.example");
    HOUSE.seat(home.workspace(), admin, WorkspaceRole.ADMIN);
    refused(ErrorCode.NOT_FOUND, () -> delete(admin, thread));
    delete(owner, thread);
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(thread)));
  }

  @Test
  void sameCommandIsToldAgainThoughItsSenderHasNoPathAnyMore() {
    ConversationId thread = thread(ben, List.of());
    ConversationCommand.Delete command =
        new ConversationCommand.Delete(clientId(), thread, thread.toString());
    HOUSE.tell(ben, command);
    assertThat(HOUSE.tell(ben, command).threads()).isZero();
    refused(ErrorCode.NOT_FOUND, () -> delete(ben, thread));
  }

  @Test
  void threadsThatOnlyTheGroupLeadsToGoWithIt() {
    ConversationId group = group(owner, ben);
    ConversationId other = group(owner, ben);
    ConversationId alone = thread(owner, List.of(group));
    ConversationId both = thread(owner, List.of(group, other));
    HOUSE.db.execute(
        "update link set to_epoch = from_epoch + 1 where kind = 'direct' and conversation in (?,"
            + " ?)",
        alone.value(),
        both.value());
    send(ben, alone, "of the group");
    send(ben, both, "of both");
    assertThat(delete(owner, group).threads()).isEqualTo(1);
    emptied(alone);
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(alone)));
    HOUSE.tell(ben, new ConversationCommand.Show(both));
    assertThat(count("select count(*) from message where conversation = ?", both.value()))
        .isEqualTo(1);
  }

  @Test
  void backstageGoesWithItsConversationAndNotAlone() {
    ConversationId thread = thread(owner, List.of(), ben);
    ConversationId backstage =
        HOUSE
            .tell(owner, new ConversationCommand.OpenBackstage(clientId(), thread))
            .conversation()
            .id();
    send(ben, backstage, "among ourselves");
    refused(ErrorCode.NOT_ALLOWED, () -> delete(owner, backstage));
    delete(owner, thread);
    emptied(backstage);
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(backstage)));
  }

  /** Its node died between the parts, or before the content was gone: another goes on. */
  @Test
  void anyNodeGoesOn() {
    ConversationId thread = thread(owner, List.of(), ben);
    send(ben, thread, "left behind");
    HOUSE.db.execute(
        """
        insert into deleted_conversation (conversation, domain, root, actor, at)
        values (?, ?, ?, ?, now() - interval '1 hour')
        """,
        thread.value(),
        home.workspace().value(),
        thread.value(),
        owner.account().value());
    HOUSE.core.features().tasks().stream()
        .filter(task -> task.name().equals("emptying deleted conversations"))
        .forEach(task ->
            Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                  task.round().run();
                  return count(
                          """
                          select count(*) from deleted_conversation
                          where emptied_at is not null and root = ?
                          """,
                          thread.value())
                      == 1;
                }));
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(ben, new ConversationCommand.Show(thread)));
    assertThat(count("select count(*) from message where conversation = ?", thread.value()))
        .isZero();
  }
}
