package io.drawbridge.server.inbox;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;

/**
 * Sends marks that moved to the person's other devices, and to those who have the conversation open
 * unless it is large (a thousand readers would notify a thousand readers).
 */
public final class MarkerSignals {
  /**
   * Connected people of a conversation up to which receipts are pushed; beyond, they are asked for.
   */
  static final int PUSHED_AUDIENCE_MAX = 100;

  private final Views views;
  private final Sessions sessions;
  private final Notices notices;
  private final Signals signals;

  public MarkerSignals(Views views, Sessions sessions, Notices notices, Signals signals) {
    this.views = views;
    this.sessions = sessions;
    this.notices = notices;
    this.signals = signals;
  }

  void moved(ReadPermit permit, long delivered, long read) {
    Caller caller = permit.caller();
    DomainId domain = permit.conversation().domain();
    ConversationId conversation = permit.conversation().id();
    if (views.floor(domain, caller.account(), conversation).isEmpty()) {
      // Removed while the mark was being written: nobody hears of them any more.
      return;
    }
    notices.sendToOthers(
        sessions,
        caller,
        new Tag.Conversation(domain, conversation, permit.asOf(), Whose.read(permit.apart())),
        new Event.MarkerMoved(conversation, read));
    if (views.audience(domain, conversation).people().length <= PUSHED_AUDIENCE_MAX) {
      signals.sendToOpen(
          position(permit, delivered, read),
          receipt(conversation, caller.account(), delivered, read));
    }
  }

  /**
   * The tag of a mark, which is a position: only for those whose floor lies below the lowest one it
   * names, and who see everybody there, as anybody may have written what was read.
   */
  private static Tag.Content position(ReadPermit permit, long delivered, long read) {
    long lowest = read == 0 ? delivered : Math.min(delivered, read);
    return new Tag.Content(
        permit.conversation().domain(),
        permit.conversation().id(),
        permit.asOf(),
        permit.asOf(),
        lowest,
        Whose.ANYBODYS);
  }

  private static Event receipt(
      ConversationId conversation, AccountId person, long delivered, long read) {
    return new Event.ReceiptMoved(conversation, person, delivered, read);
  }
}
