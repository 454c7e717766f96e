package io.drawbridge.server.access;

import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.ConversationFacts;

/** A permit made by the gate only. */
record GrantedRead(
    Caller caller, ConversationFacts conversation, Floor floor, long asOf, boolean apart)
    implements Permit.ReadPermit {}
