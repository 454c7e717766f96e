package io.drawbridge.server.access;

import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;

/** A permit made by the gate only. */
record GrantedInvite(Caller caller, ConversationFacts conversation, Action.Invite action)
    implements Permit.InvitePermit {}
