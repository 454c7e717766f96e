package io.drawbridge.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.Samples;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.text.Secret;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandTypesTest {

  @Test
  void everyCommandKnowsItsTypeAndItsResult() {
    assertThat(CommandTypes.names()).hasSizeGreaterThan(60).contains("message.send", "link.show");
    Samples.commands(false)
        .forEach(command -> {
          assertThat(CommandTypes.find(command.type()).orElseThrow()).isEqualTo(command.getClass());
          assertThat(ResultTypes.names())
              .contains(ResultTypes.nameOf(CommandTypes.resultOf(command.type())));
        });
    assertThat(CommandTypes.resultOf("message.send")).isEqualTo(MessageResult.Sent.class);
    assertThat(CommandTypes.find("message.shout")).isEmpty();
  }

  @Test
  void everyResultIsAnsweredByACommand() {
    Set<String> answered =
        CommandTypes.names().stream()
            .map(name -> ResultTypes.nameOf(CommandTypes.resultOf(name)))
            .collect(Collectors.toSet());
    assertThat(answered).isEqualTo(ResultTypes.names());
  }

  @Test
  void onlyWhatGetsASessionOrComesByALinkNeedsNone() {
    Stream<String> open = CommandTypes.names().stream().filter(CommandTypes::unauthenticated);
    assertThat(open)
        .containsExactlyInAnyOrder(
            "session.start",
            "session.refresh",
            "account.sign_in",
            "account.sign_in_bot",
            "account.request_link",
            "account.redeem",
            "link.decline",
            "link.show",
            "join_link.open",
            "join_link.apply_by_mail",
            "mail.stop",
            "invitation.claim",
            "webhook.post",
            "workspace.set_up");
  }

  @Test
  void aCommandWithAClientIdIsAMutationAndNoOther() {
    Samples.commandClasses()
        .forEach(command ->
            assertThat(CommandTypes.mutation(CommandTypes.nameOf(command)))
                .isEqualTo(
                    Stream.of(command.getRecordComponents())
                        .anyMatch(component -> component.getName().equals("clientId"))));
  }

  @Test
  void eventsWithAPositionAreLogEvents() {
    assertThat(EventTypes.log("message.posted")).isTrue();
    assertThat(EventTypes.log("typing")).isFalse();
    assertThat(EventTypes.names()).hasSize(39).doesNotContain("hello", "reply", "error");
  }

  @Test
  void noRecordPrintsItsSecrets() {
    Samples.commands(true)
        .forEach(command -> assertThat(command.toString()).doesNotContain("secret-"));
    assertThat(Samples.make(AccountResult.Tokens.class, true).toString()).doesNotContain("secret-");
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).isNotEqualTo(new Secret("b"));
  }
}
