package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A workspace keeps an owner and a group an admin, who can act as such. */
class LastInChargeDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock());
  private final Scene scene = new Scene(DB, access);
  private final Memberships links = access.memberships();
  private final AccountId other = scene.account("Otto");

  @Test
  void ownerEndsWhereAnotherIs() {
    scene.seat(other, WorkspaceRole.OWNER);
    scene.seat(scene.owner, WorkspaceRole.MEMBER);
    lastStays(at -> links.unseat(at, other, "removed"));
  }

  @Test
  void suspendedOwnerIsNoOther() {
    scene.seat(other, WorkspaceRole.OWNER);
    suspend(other);
    lastStays(at -> links.seat(at, scene.owner, WorkspaceRole.ADMIN));
    lastStays(at -> links.unseat(at, scene.owner, "left"));
  }

  @Test
  void lastOwnerIsNotSuspended() {
    lastStays(at -> links.suspend(at, scene.owner, Optional.empty()));
  }

  @Test
  void adminEndsWhereAnotherIs() {
    ConversationId group = groupOfTwo(ConversationRole.ADMIN);
    demote(group);
    assertThat(links(group)).containsExactly("admin", "member");
  }

  @Test
  void adminPastTheirTimeIsNoOther() {
    ConversationId group = groupOfTwo(ConversationRole.ADMIN);
    DB.execute(
        "update link set until = now() - interval '1 hour' where person = ? and kind = 'direct'",
        other.value());
    lastStays(at -> links.setRole(at, group, scene.owner, ConversationRole.MEMBER));
  }

  @Test
  void suspendedAdminIsNoOther() {
    ConversationId group = groupOfTwo(ConversationRole.ADMIN);
    suspend(other);
    lastStays(at -> links.setRole(at, group, scene.owner, ConversationRole.MEMBER));
  }

  @Test
  void memberIsNoOther() {
    ConversationId group = groupOfTwo(ConversationRole.MEMBER);
    lastStays(at -> links.setRole(at, group, scene.owner, ConversationRole.MEMBER));
  }

  private ConversationId groupOfTwo(ConversationRole role) {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.seat(other, WorkspaceRole.MEMBER);
    scene.add(group, scene.owner, ConversationRole.ADMIN);
    scene.add(group, other, role);
    return group;
  }

  private void suspend(AccountId person) {
    scene.change(at -> links.suspend(at, person, Optional.empty()));
  }

  private void demote(ConversationId group) {
    change(at -> links.setRole(at, group, scene.owner, ConversationRole.MEMBER));
  }

  private void lastStays(Consumer<Memberships.At> change) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> change(change))
        .extracting(Failure::code)
        .isEqualTo(ErrorCode.CONFLICT);
  }

  private void change(Consumer<Memberships.At> change) {
    scene.change(at -> {
      change.accept(at);
      return true;
    });
  }

  private static List<String> links(ConversationId group) {
    return DB.database()
        .query(handle ->
            handle
                .createQuery("select role from people_in(:group) order by role")
                .bind("group", group.value())
                .mapTo(String.class)
                .list());
  }
}
