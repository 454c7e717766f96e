package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.db.Sha256;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names whom and what a change is about, for the audit: the workspace, the conversation, the one
 * person (or bot), the group and the address that its command names, and the reason it gives. All
 * is read from the parts of the command's record, so that no command can be forgotten.
 *
 * @param address a hash of the address: the audit outlives it
 * @param reason in the words of the person who asked
 */
public record ChangeSubject(
    Optional<WorkspaceId> workspace,
    Optional<ConversationId> conversation,
    Optional<AccountId> person,
    Optional<ConversationId> group,
    Optional<String> address,
    Optional<String> reason) {
  /** Nothing that was named beforehand. */
  public static final ChangeSubject NONE =
      new ChangeSubject(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Reads what the command names. */
  public static ChangeSubject of(Command<?> command) {
    ChangeSubject subject = NONE;
    for (RecordComponent part : command.getClass().getRecordComponents()) {
      Object value = value(command, part);
      if (value instanceof Optional<?> optional) {
        if (optional.isPresent()) {
          subject = subject.with(part.getName(), optional.get());
        }
      } else {
        subject = subject.with(part.getName(), value);
      }
    }
    return subject;
  }

  private static Object value(Command<?> command, RecordComponent part) {
    try {
      return part.getAccessor().invoke(command);
    } catch (IllegalAccessException | InvocationTargetException bug) {
      throw new IllegalStateException("%s of a command cannot be read".formatted(part), bug);
    }
  }

  private ChangeSubject with(String name, Object value) {
    return switch (value) {
      case WorkspaceId it ->
          new ChangeSubject(Optional.of(it), conversation, person, group, address, reason);
      case ConversationId it when name.equals("group") ->
          new ChangeSubject(workspace, conversation, person, Optional.of(it), address, reason);
      case ConversationId it ->
          new ChangeSubject(workspace, Optional.of(it), person, group, address, reason);
      case AccountId it ->
          new ChangeSubject(workspace, conversation, Optional.of(it), group, address, reason);
      case String it when name.equals("email") ->
          new ChangeSubject(
              workspace,
              conversation,
              person,
              group,
              EmailRule.normal(it).map(ChangeSubject::hash),
              reason);
      case String it when name.equals("reason") && !it.isBlank() ->
          new ChangeSubject(workspace, conversation, person, group, address, Optional.of(it));
      default -> this;
    };
  }

  /** A hash of an address in its normal form, in hexadecimal digits. */
  static String hash(String address) {
    return HexFormat.of().formatHex(Sha256.of(address));
  }
}
