package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.message.Messages;

/** The commands about the inbox, read marks and receipts, ready to be registered. */
public final class InboxCommands {
  private final ListInbox list;
  private final ListMentions mentions;
  private final MarkRead read;
  private final MarkDelivered delivered;
  private final ListReceipts receipts;

  public InboxCommands(
      AccessGate gate,
      Database database,
      Conversations conversations,
      ConversationViews views,
      Messages messages,
      MarkerLane markers) {
    this.list = new ListInbox(new InboxStore(database, views));
    this.mentions = new ListMentions(new MentionStore(database), conversations, messages);
    this.read = new MarkRead(gate, markers);
    this.delivered = new MarkDelivered(gate, markers);
    this.receipts = new ListReceipts(gate, new MarkerStore(database));
  }

  public void register(Commands commands) {
    commands.on(InboxCommand.ListInbox.class, list::handle);
    commands.on(InboxCommand.ListMentions.class, mentions::handle);
    commands.on(InboxCommand.MarkRead.class, read::handle);
    commands.on(InboxCommand.MarkDelivered.class, delivered::handle);
    commands.on(InboxCommand.ListReceipts.class, receipts::handle);
  }
}
