package io.drawbridge.server.access;

/** Made by the gate only. */
record GrantedRead(Caller caller, ConversationFacts conversation, Floor floor, long asOf)
    implements Permit.ReadPermit {}
