package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;

/** The commands about the inbox, read marks and receipts, ready to be registered. */
public final class InboxCommands implements Feature {
  private final ListInbox list;
  private final ListMentions mentions;
  private final MarkRead read;
  private final MarkDelivered delivered;
  private final ListReceipts receipts;
  private final MarkerLane markers;

  public InboxCommands(
      Platform platform,
      Access access,
      ConversationViews views,
      Sessions sessions,
      Signals signals) {
    AccessGate gate = access.gate();
    Database database = platform.database();
    MarkerSignals told =
        new MarkerSignals(access.views(), sessions, new Notices(platform.codec()), signals);
    this.markers = new MarkerLane(database, told, platform.threads());
    this.list = new ListInbox(new InboxStore(database, views));
    this.mentions =
        new ListMentions(
            new MentionStore(database),
            access.conversations(),
            new Messages(access.people(), database));
    this.read = new MarkRead(gate, markers);
    this.delivered = new MarkDelivered(gate, markers);
    this.receipts = new ListReceipts(gate, new MarkerStore(database));
  }

  @Override
  public void register(Commands commands) {
    commands.on(InboxCommand.ListInbox.class, list::handle);
    commands.on(InboxCommand.ListMentions.class, mentions::handle);
    commands.on(InboxCommand.MarkRead.class, read::handle);
    commands.on(InboxCommand.MarkDelivered.class, delivered::handle);
    commands.on(InboxCommand.ListReceipts.class, receipts::handle);
  }

  /** Writes the marks that wait. */
  @Override
  public void close() {
    markers.close();
  }
}
