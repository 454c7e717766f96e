package io.drawbridge.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 8.20: what a text, a name and a reaction may be. */
final class TextRulesTest {
  private static final ConversationId ROOM = new ConversationId(7);

  private static MessageCommand.Send send(String text) {
    return new MessageCommand.Send("1", ROOM, text, Optional.empty());
  }

  private static GroupCommand.Create group(String name) {
    return new GroupCommand.Create("1", new WorkspaceId(7), name, Visibility.OPEN, List.of());
  }

  private static void refused(ThrowingCallable made, String field) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(refusal.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufe0f", "\u034f", "\u200b\u2060", "\u0301", "\u3164", " \n\t"})
  void textAndNameOfInvisibleMarksAreRefused(String marks) {
    refused(() -> send(marks), "text");
    refused(() -> group(marks), "name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u202d", "\u2067", "\u200f", "\u061c"})
  void markOfDirectionIsRefusedInNamesAndLinks(String mark) {
    refused(() -> group("An" + mark + "na"), "name");
    refused(() -> send("see https://example.com/" + mark + "gpj.exe"), "text");
    assertThat(send("An" + mark + "na").text()).isEqualTo("An" + mark + "na");
  }

  @Test
  void namesAreKeptInOneForm() {
    assertThat(group("Zoe\u0308")).isEqualTo(group("Zo\u00eb"));
    assertThat(send("Zoe\u0308").text()).isEqualTo("Zoe\u0308");
  }

  @Test
  void hugeNameIsRefusedForItsLength() {
    refused(() -> group("a\u0316\u0301".repeat(20_000)), "name");
  }

  @Test
  void reactionsThatLookAlikeAreOne() {
    assertThat(new MessageCommand.React("1", ROOM, 1, "\u2764", true))
        .isEqualTo(new MessageCommand.React("1", ROOM, 1, "\u2764\ufe0f", true));
    refused(() -> new MessageCommand.React("1", ROOM, 1, "nice", true), "emoji");
  }
}
