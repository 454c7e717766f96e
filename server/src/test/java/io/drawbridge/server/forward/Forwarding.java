package io.drawbridge.server.forward;

import static io.drawbridge.server.TestSteps.clientId;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps that tests of passing on take. */
final class Forwarding {
  private Forwarding() {}

  static WritingCommand.Forward command(MessagePlace from, ConversationId to) {
    return command(from, to, Optional.empty(), Optional.empty());
  }

  static WritingCommand.Forward command(
      MessagePlace from, ConversationId to, Optional<String> note, Optional<String> audience) {
    return new WritingCommand.Forward(
        clientId(), from.conversation(), from.pos(), to, note, audience, Optional.empty());
  }

  static MessagePlace send(TestDoor by, ConversationId where, String text) {
    return new MessagePlace(where, TestSteps.send(by, where, text).pos());
  }

  static MessagePlace forward(TestDoor by, MessagePlace from, ConversationId to) {
    return new MessagePlace(to, by.call(command(from, to)).pos());
  }

  /** By who said that they know the audience. */
  static MessagePlace confirmed(TestDoor by, MessagePlace from, ConversationId to) {
    String audience =
        by.call(new ConversationCommand.Show(to)).conversation().audience().orElseThrow();
    return new MessagePlace(
        to, by.call(command(from, to, Optional.empty(), Optional.of(audience))).pos());
  }

  static Optional<MessagePlace> source(TestDoor reader, MessagePlace passed) {
    return reader
        .call(new WritingCommand.ShowSource(passed.conversation(), passed.pos()))
        .original();
  }

  static List<MessagePlace> threads(TestDoor reader, MessagePlace original) {
    return reader
        .call(new WritingCommand.ListThreads(original.conversation(), original.pos()))
        .threads();
  }

  static ThreadCommand.Create thread(TestDoor by, MessagePlace from, AccountId... people) {
    return new ThreadCommand.Create(
        clientId(),
        Optional.of(TestSteps.workspace(by)),
        "What came of it",
        Arrays.asList(people),
        List.of(),
        Optional.of("about this"),
        Optional.of(from));
  }

  static Message newest(TestDoor reader, ConversationId where) {
    return reader
        .call(
            new MessageCommand.ShowHistory(
                where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1)))
        .messages()
        .getLast();
  }
}
