package io.drawbridge.client.chat.words;

import io.drawbridge.client.ChatClient;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Holds what a family of words acts and prints with.
 *
 * @param workspace the person's own, if they have a seat in one
 * @param name how a person's name shows with its marks
 * @param out prints lines that are fit for a terminal already
 */
public record Speaker(
    ChatClient client,
    Optional<WorkspaceId> workspace,
    Function<Person, String> name,
    Consumer<String> out) {

  /** Prints it as it is; what others wrote in it must be printable already. */
  public void say(String text) {
    out.accept(text);
  }

  /** Prints lines, in which others may have written anything. */
  public void lines(List<String> lines) {
    lines.forEach(line -> out.accept("  " + Printable.line(line)));
  }

  /** Acts on the conversation that the person is in, or asks them to open one. */
  public void in(Optional<ConversationId> here, Consumer<ConversationId> act) {
    here.ifPresentOrElse(act, () -> say("Where? /open a conversation first."));
  }
}
