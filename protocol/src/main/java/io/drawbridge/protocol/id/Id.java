package io.drawbridge.protocol.id;

/**
 * The name of one thing of the server, made of a random positive 63-bit number.
 *
 * <p>On the wire an id is a prefix that tells its kind and 13 characters of lower-case Crockford
 * base32, always of the same width: {@code c_0000000000001}. Ids carry no order and no secret.
 */
public sealed interface Id
    permits AccountId,
        WorkspaceId,
        ConversationId,
        SessionId,
        InvitationId,
        JoinLinkId,
        JoinRequestId,
        FileId,
        WebhookId,
        PushDeviceId,
        HoldId,
        ScheduledId,
        AskId,
        ReportId {

  /** The number inside, 1 to 2^63-1. */
  long value();

  /** The wire form. */
  @Override
  String toString();
}
