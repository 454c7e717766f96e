package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.drawbridge.protocol.text.WireTypes;

/** The answer of a command that succeeds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Result
    permits Done,
        Receipt,
        SessionResult,
        AccountResult,
        WorkspaceResult,
        SeatResult,
        ConversationResult,
        MemberResult,
        PolicyResult,
        InvitationResult,
        JoinResult,
        ExternalResult,
        LedgerResult,
        AuditResult,
        MessageResult,
        InboxResult,
        InterestResult,
        PresenceResult,
        PeopleResult,
        WebhookResult {

  /** The name of this result on the wire, as in {@code history}. */
  default String type() {
    return WireTypes.nameOf(getClass());
  }
}
