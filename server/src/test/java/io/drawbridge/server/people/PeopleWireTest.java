package io.drawbridge.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor.Refused;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The type-ahead (G-13, HCL-44, D6; leaks 40, 43, 47, 53).
 *
 * <p>Shows HCL-27, TS-31.
 */
final class PeopleWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Zoe");

  private static List<Person> find(
      TestCast cast, TestPerson reader, String prefix, Optional<WorkspaceId> workspace) {
    return cast.as(reader)
        .call(new PeopleCommand.Find(prefix, workspace, Optional.of(200)))
        .people();
  }

  @ParameterizedTest
  @EnumSource
  void membersFindMembersAndTheExternalsTheyMeet(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      assertThat(find(cast, ben, "ev", Optional.empty()))
          .filteredOn(person -> person.id().equals(eve.account()))
          .singleElement()
          .extracting(Person::external)
          .isEqualTo(true);
      assertThat(find(cast, cleo, "ev", Optional.empty()))
          .noneMatch(person -> person.id().equals(eve.account()));
      assertThat(find(cast, ben, "cleo", Optional.of(TestSteps.workspace(OWNER))))
          .anyMatch(person -> person.id().equals(cleo.account()) && !person.external());
      assertThat(find(cast, ben, "ev", Optional.of(TestSteps.workspace(OWNER))))
          .noneMatch(person -> person.id().equals(eve.account()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalFindsCoParticipantsUntilTheEnd(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      cast.member("Bert");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson finn = cast.external(TestSteps.thread(OWNER, "Other"), "Finn");
      assertThat(find(cast, eve, "b", Optional.empty()))
          .extracting(Person::id)
          .containsExactly(ben.account());
      assertThat(find(cast, eve, "f", Optional.empty()))
          .noneMatch(person -> person.id().equals(finn.account()));
      assertThatThrownBy(() -> find(cast, eve, "b", Optional.of(TestSteps.workspace(OWNER))))
          .isInstanceOfSatisfying(
              Refused.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.NOT_FOUND));
      TestSteps.remove(OWNER, thread, eve.account());
      assertThat(find(cast, eve, "b", Optional.empty())).isEmpty();
      assertThat(find(cast, eve, "z", Optional.empty())).isEmpty();
    }
  }
}
