package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;

/** A permit made by the gate only. */
record GrantedManage(
    Caller caller, ConversationFacts conversation, Action.Manage action, AccountId target)
    implements Permit.ManagePermit {

  @Override
  public boolean takesAway() {
    return switch (action) {
      case REMOVE_PERSON, REMOVE_GROUP, LEAVE, SET_POLICY, DELETE -> true;
      case RENAME,
          CLOSE,
          LOCK,
          MANAGE_HOOKS,
          MODERATE,
          SET_ROLE,
          OPEN_BACKSTAGE,
          SEE_INVITATIONS,
          MANAGE_INVITATIONS,
          APPROVE_EXTERNAL ->
          false;
    };
  }
}
