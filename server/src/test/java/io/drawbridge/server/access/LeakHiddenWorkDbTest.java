package io.drawbridge.server.access;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.db.CountingDatabase;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Leak45, O2: a conversation that is hidden costs what one costs that does not exist: the same
 * number of visits to the database, the same rows, whatever it holds and whatever is in memory.
 */
final class LeakHiddenWorkDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final CountingDatabase counted = new CountingDatabase(DB.database());
  private final Access access = Access.create(counted, DB.clock());
  private final AccessGate gate = access.gate();
  private final Scene scene = new Scene(DB, access);
  private final AccountId member = scene.account("Mia");
  private final AccountId external = scene.account("Xenia");
  private final ConversationId absent = new ConversationId(DB.ids().next());

  @BeforeEach
  void peopleAreSomewhere() {
    scene.seat(member, WorkspaceRole.MEMBER);
    for (AccountId person : List.of(member, external)) {
      for (int i = 0; i < 3; i++) {
        ConversationId group = scene.group(Visibility.PRIVATE);
        scene.add(group, person, ConversationRole.MEMBER);
        scene.addGroup(scene.thread(), group);
        scene.add(scene.thread(), person, ConversationRole.MEMBER);
      }
    }
  }

  /** A conversation full of people and groups. */
  private ConversationId full(ConversationId conversation, boolean thread) {
    for (int i = 0; i < 5; i++) {
      AccountId person = scene.account("P" + clientId());
      scene.add(conversation, person, ConversationRole.MEMBER);
      if (thread) {
        ConversationId group = scene.group(Visibility.SECRET);
        scene.add(group, person, ConversationRole.MEMBER);
        scene.addGroup(conversation, group);
      }
    }
    return conversation;
  }

  @Test
  void leak45HiddenThreadCostsWhatAnAbsentOneCosts() {
    assertSameWork(member, full(scene.thread(), true));
    assertSameWork(external, full(scene.thread(), true));
  }

  @Test
  void leak45HiddenGroupCostsWhatAnAbsentOneCosts() {
    assertSameWork(member, full(scene.group(Visibility.SECRET), false));
    for (Visibility visibility : Visibility.values()) {
      assertSameWork(external, full(scene.group(visibility), false));
    }
  }

  private void assertSameWork(AccountId person, ConversationId hidden) {
    for (boolean resident : new boolean[] {false, true}) {
      Optional<Residency.Hold> hold =
          resident ? Optional.of(access.residency().hold(person)) : Optional.empty();
      for (boolean remembered : new boolean[] {false, true}) {
        access.conversations().forget(hidden);
        if (remembered) {
          access.conversations().facts(hidden);
        }
        Caller caller = scene.caller(person);
        for (Consumer<ConversationId> ask : questions(caller)) {
          List<Long> missing = work(ask, absent);
          assertThat(missing).isNotEmpty();
          assertThat(work(ask, hidden))
              .as("resident %s, remembered %s", resident, remembered)
              .isEqualTo(missing);
        }
      }
      hold.ifPresent(Residency.Hold::close);
    }
  }

  private List<Consumer<ConversationId>> questions(Caller caller) {
    return List.of(
        id -> gate.read(caller, id),
        id -> gate.post(caller, id, Action.Post.POST),
        id -> gate.invite(caller, id, Action.Invite.ADD_EXTERNAL),
        id -> gate.manage(caller, id, Action.Manage.REMOVE_PERSON, Optional.of(caller.account())));
  }

  private List<Long> work(Consumer<ConversationId> ask, ConversationId conversation) {
    counted.visits();
    assertThatThrownBy(() -> ask.accept(conversation))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    return counted.visits();
  }
}
