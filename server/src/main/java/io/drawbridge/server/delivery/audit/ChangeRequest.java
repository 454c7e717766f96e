package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.delivery.log.Idempotent;
import java.util.Optional;

/**
 * Tells of a change before it is made: its name in log and audit, who asks for it and by whose
 * right, and what makes it safe to repeat.
 *
 * @param action the wire name of a command, or of what the server does by itself
 * @param actor who asks for it
 * @param session through which they ask; empty for the server, and for people who prove themselves
 *     by a mailed link
 * @param inNameOf by whose right it is made: nearly always the actor's own
 * @param permit decided again under the lock
 * @param subject whom and what it is about
 */
public record ChangeRequest<T>(
    String action,
    AccountId actor,
    Optional<SessionId> session,
    AccountId inNameOf,
    Optional<Permit> permit,
    Optional<Idempotent<T>> once,
    ChangeSubject subject) {
  /** The account that acts when no person does: the expiry of links. */
  public static final AccountId SERVER = new AccountId(1);

  /** A change that no command is named after; nothing keeps it from being made twice. */
  public static <T> ChangeRequest<T> own(OwnAction action, AccountId actor) {
    return unrepeatable(action.wire(), actor, Optional.empty());
  }

  /** The change of a command that has no client id; nothing keeps it from being made twice. */
  public static <T> ChangeRequest<T> own(Class<? extends Command<?>> command, AccountId actor) {
    return unrepeatable(CommandTypes.nameOf(command), actor, Optional.empty());
  }

  /** The same, by a caller. */
  public static <T> ChangeRequest<T> own(Class<? extends Command<?>> command, Caller caller) {
    return unrepeatable(
        CommandTypes.nameOf(command), caller.account(), Optional.of(caller.session()));
  }

  private static <T> ChangeRequest<T> unrepeatable(
      String action, AccountId actor, Optional<SessionId> session) {
    return new ChangeRequest<>(
        action, actor, session, actor, Optional.empty(), Optional.empty(), ChangeSubject.NONE);
  }

  /** The change that a command of the caller asks for, once. */
  public static <T> ChangeRequest<T> of(
      Caller caller, String action, Idempotent<T> once, ChangeSubject subject) {
    return new ChangeRequest<>(
        action,
        caller.account(),
        Optional.of(caller.session()),
        caller.account(),
        Optional.empty(),
        Optional.of(once),
        subject);
  }

  /** The same, by a right that is decided again under the lock. */
  public ChangeRequest<T> by(Permit right) {
    return new ChangeRequest<>(action, actor, session, inNameOf, Optional.of(right), once, subject);
  }

  /** The same, by somebody else's right, which the change itself asks for. */
  public ChangeRequest<T> inNameOf(AccountId other) {
    return new ChangeRequest<>(action, actor, session, other, permit, once, subject);
  }

  /** The same, made once for this key. */
  public ChangeRequest<T> once(Idempotent<T> key) {
    return new ChangeRequest<>(action, actor, session, inNameOf, permit, Optional.of(key), subject);
  }
}
