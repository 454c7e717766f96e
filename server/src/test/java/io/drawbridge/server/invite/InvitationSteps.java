package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ConversationCommand;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.InvitationCommand;
import io.drawbridge.protocol.frame.InvitationView;
import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.frame.MemberResult.MemberAdded;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What tests of invitations do again and again. */
final class InvitationSteps {
  private final TestHouse house;

  InvitationSteps(TestHouse house) {
    this.house = house;
  }

  ConversationId group(TestHouse.Home home, Caller... people) {
    return house
        .tell(
            home.owner(),
            new GroupCommand.Create(
                house.clientId(),
                home.workspace(),
                "Plans",
                Visibility.PRIVATE,
                Arrays.stream(people).map(Caller::account).toList()))
        .conversation()
        .conversation();
  }

  MemberAdded invite(Caller by, ConversationId conversation, String address) {
    return house.tell(
        by,
        new MemberCommand.Add(
            house.clientId(),
            conversation,
            Optional.empty(),
            Optional.of(address),
            Optional.empty(),
            Optional.of("Gus Suggested"),
            Optional.empty(),
            Optional.of("Please join"),
            Optional.empty(),
            Optional.empty()));
  }

  void remove(
      Caller by,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<InvitationId> invitation) {
    house.tell(
        by,
        new MemberCommand.Remove(
            house.clientId(),
            conversation,
            person,
            Optional.empty(),
            invitation,
            false,
            Optional.empty()));
  }

  List<InvitationView> invitations(Caller caller, Optional<ConversationId> conversation) {
    return house.tell(caller, new InvitationCommand.ListInvitations(conversation)).invitations();
  }

  boolean sees(Caller caller, ConversationId conversation) {
    return outcome(() -> house.tell(caller, new ConversationCommand.Show(conversation))).isEmpty();
  }

  static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  static Optional<ErrorCode> outcome(Callable<?> attempt) {
    try {
      attempt.call();
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.code());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
