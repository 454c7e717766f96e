package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.WireTypes;

/**
 * Something that a client asks the server to do.
 *
 * <p>Commands that change something are {@link Mutation}s; those that need no session are {@link
 * Unauthenticated}. Every command may fail with {@code invalid}, {@code unauthenticated}, {@code
 * rate_limited}, {@code busy}, {@code unavailable} and {@code internal}; what names a conversation,
 * person or workspace that the sender may not see fails with {@code not_found}, and what the sender
 * may see but not do with {@code not_allowed}. A command's own Javadoc names further errors only.
 *
 * @param <R> what it answers when it succeeds
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Command<R extends Result>
    permits SessionCommand,
        AccountCommand,
        WorkspaceCommand,
        SeatCommand,
        GroupCommand,
        ThreadCommand,
        DmCommand,
        ConversationCommand,
        MemberCommand,
        PolicyCommand,
        InvitationCommand,
        JoinCommand,
        ExternalCommand,
        LedgerCommand,
        AuditCommand,
        MessageCommand,
        WritingCommand,
        PollCommand,
        InboxCommand,
        InterestCommand,
        PeopleCommand,
        WebhookCommand {

  /** The name of this command on the wire, as in {@code message.send}. */
  default String type() {
    return WireTypes.nameOf(getClass());
  }

  /** A command that needs no session, since it is a way to get or to show one, or needs none. */
  interface Unauthenticated {}
}
