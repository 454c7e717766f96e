package io.drawbridge.server.mail;

/**
 * The numbers of mails that may leave in a sliding day on somebody's word: invitations, and mails
 * about additions by name, each sort counted apart.
 *
 * @param perInviter by one person, wherever to
 * @param perBot by one bot
 * @param perConversation into one conversation
 * @param perWorkspace from one workspace
 * @param perNewWorkspace from one workspace in its first days
 * @param perAddress from one workspace to one address
 * @param perAddressOverall to one address from everybody; what is more waits
 */
public record MailQuotas(
    int perInviter,
    int perBot,
    int perConversation,
    int perWorkspace,
    int perNewWorkspace,
    int perAddress,
    int perAddressOverall) {}
