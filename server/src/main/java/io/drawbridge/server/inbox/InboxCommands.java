package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import java.util.List;

/** The commands about the inbox, read marks and receipts, ready to be registered. */
public final class InboxCommands implements Feature {
  private final ListInbox list;
  private final ListMentions mentions;
  private final MarkRead read;
  private final MarkDelivered delivered;
  private final ListReceipts receipts;
  private final MarkerLane markers;
  private final ArchiveEntry archive;
  private final RemindOfEntry remind;
  private final SaveMessage save;
  private final ListSaved saved;

  public InboxCommands(
      Platform platform,
      Access access,
      ConversationViews views,
      Sessions sessions,
      Signals signals,
      Messages messages) {
    AccessGate gate = access.gate();
    Database database = platform.database();
    Notices notices = new Notices(platform.codec());
    MarkerSignals told = new MarkerSignals(access.views(), sessions, notices, signals);
    this.markers = new MarkerLane(database, told, platform.threads());
    this.list = new ListInbox(new InboxStore(database, views));
    ShownMessages shown = new ShownMessages(access.conversations(), messages);
    this.mentions = new ListMentions(new MentionStore(database), shown);
    EntryStore entries = new EntryStore(database);
    EntrySignals changes = new EntrySignals(sessions, notices);
    this.archive = new ArchiveEntry(gate, entries, changes);
    this.remind = new RemindOfEntry(gate, entries, changes, platform.clock());
    SavedStore kept = new SavedStore(database);
    this.save = new SaveMessage(gate, kept);
    this.saved = new ListSaved(kept, shown);
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
    commands.on(InboxCommand.ArchiveEntry.class, archive::handle);
    commands.on(InboxCommand.RemindOfEntry.class, remind::handle);
    commands.on(InboxCommand.SaveMessage.class, save::handle);
    commands.on(InboxCommand.ListSaved.class, saved::handle);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("reminding of conversations", RemindOfEntry.LOOK_EVERY, remind::look));
  }

  /** Writes the marks that wait. */
  @Override
  public void close() {
    markers.close();
  }
}
