package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;

/** Made by the gate only. */
record GrantedManage(Caller caller, ConversationFacts conversation, Action action, AccountId target)
    implements Permit.ManagePermit {}
