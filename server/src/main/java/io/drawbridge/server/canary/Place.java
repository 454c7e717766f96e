package io.drawbridge.server.canary;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;

/**
 * The canary's conversation. It is in no workspace, so that no list, export, quota or audit of one
 * shows it.
 *
 * @param member stays there, and writes
 * @param external comes and goes
 */
record Place(DomainId domain, ConversationId conversation, AccountId member, AccountId external) {}
