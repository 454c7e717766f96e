package io.drawbridge.client.api;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MemberResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about who is in a conversation. */
public final class Members {

  private final Commands commands;

  Members(Commands commands) {
    this.commands = commands;
  }

  /**
   * Prepares to add a person, the owner of an address, or a group.
   *
   * <pre>{@code
   * client.members()
   *     .add(thread, Whom.email("sam@partner.example"))
   *     .history(HistoryWindow.everything())
   *     .note("We talk about invoice 12 here.")
   *     .send();
   * }</pre>
   */
  public Addition add(ConversationId conversation, Whom whom) {
    return new Addition(commands, conversation, whom);
  }

  /**
   * Prepares to invite the owners of many addresses, at most {@code Limits.ADD_MANY_MAX}.
   *
   * <pre>{@code
   * client.members()
   *     .addMany(group, AddresseesReader.read(Files.readAllBytes(Path.of("suppliers.csv"))))
   *     .relation("supplier")
   *     .send();
   * }</pre>
   */
  public Addition.OfMany addMany(ConversationId conversation, List<Addressee> rows) {
    return new Addition.OfMany(commands, conversation, rows);
  }

  /**
   * Prepares to take out a person or a group, or to take back an invitation.
   *
   * <pre>{@code
   * client.members().remove(thread, Whom.person(sam)).send();
   * client.members().remove(thread, Member.of(rosterEntry)).reason("It is settled.").send();
   * }</pre>
   */
  public Removal remove(ConversationId conversation, Member member) {
    return new Removal(commands, conversation, member);
  }

  /**
   * Takes back that one removed a person or a group, within {@code Limits.REMOVAL_UNDO}.
   *
   * @param openGap whether they see what they saw, and what was written meanwhile; else only what
   *     comes
   * @throws IllegalArgumentException for an invitation, which is sent again instead
   */
  public CompletableFuture<Done> undoRemove(
      ConversationId conversation, Member member, boolean openGap) {
    return commands.call(
        switch (member) {
          case Whom.Person(var person) ->
              new MemberCommand.UndoRemove(
                  commands.nextClientId(),
                  conversation,
                  Optional.of(person),
                  Optional.empty(),
                  openGap);
          case Whom.Group(var group) ->
              new MemberCommand.UndoRemove(
                  commands.nextClientId(),
                  conversation,
                  Optional.empty(),
                  Optional.of(group),
                  openGap);
          case Member.Invited _ ->
              throw new IllegalArgumentException(
                  "member: an invitation (expected: a person or a group)");
        });
  }

  /** Sets when an external's access to a conversation ends by itself; empty: no end. */
  public CompletableFuture<Done> setUntil(
      ConversationId conversation, AccountId person, Optional<Instant> until) {
    return commands.call(
        new MemberCommand.SetUntil(
            commands.nextClientId(), conversation, person, until, Optional.empty()));
  }

  /** The same, where something else ends it too, whichever comes first. */
  public CompletableFuture<Done> setUntil(
      ConversationId conversation,
      AccountId person,
      Optional<Instant> until,
      EndConditions conditions) {
    return commands.call(
        new MemberCommand.SetUntil(
            commands.nextClientId(), conversation, person, until, Optional.of(conditions)));
  }

  /** Tells what leads a person to a conversation. */
  public CompletableFuture<MemberResult.Paths> paths(
      ConversationId conversation, AccountId person) {
    return commands.call(new MemberCommand.ListPaths(conversation, person));
  }
}
