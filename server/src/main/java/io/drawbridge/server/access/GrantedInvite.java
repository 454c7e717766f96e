package io.drawbridge.server.access;

/** Made by the gate only. */
record GrantedInvite(Caller caller, ConversationFacts conversation, Action.Invite action)
    implements Permit.InvitePermit {}
