package io.drawbridge.server.access;

/** Made by the gate only. */
record GrantedPost(Caller caller, ConversationFacts conversation, Action.Post action)
    implements Permit.PostPermit {}
