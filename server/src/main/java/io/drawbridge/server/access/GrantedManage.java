package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;

/** Made by the gate only. */
record GrantedManage(Caller caller, ConversationFacts conversation, Action action, AccountId target)
    implements Permit.ManagePermit {

  @Override
  public boolean takesAway() {
    return switch (action) {
      case REMOVE_PERSON, REMOVE_SPONSORED, REMOVE_EXTERNAL, REMOVE_GROUP, LEAVE -> true;
      default -> false;
    };
  }
}
