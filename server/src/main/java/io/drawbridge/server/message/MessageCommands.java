package io.drawbridge.server.message;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;

/** The commands about messages, ready to be registered. */
public final class MessageCommands implements Feature {
  private final SendMessage send;
  private final EditMessage edit;
  private final DeleteMessage delete;
  private final ReactToMessage react;
  private final PinMessage pin;
  private final ShowHistory history;
  private final ShowDate date;
  private final ListPins pins;
  private final ListVersions versions;

  public MessageCommands(
      Platform platform, Access access, WriterLanes lanes, Messages messages, SentListener sent) {
    AccessGate gate = access.gate();
    RequestKeys keys = new RequestKeys(platform.codec());
    MessageStore store = new MessageStore(platform.database());
    this.send = new SendMessage(gate, lanes, keys, sent, platform.threads());
    this.edit = new EditMessage(gate, lanes, keys);
    this.delete = new DeleteMessage(gate, store, lanes, keys);
    this.react = new ReactToMessage(gate, lanes, keys);
    this.pin = new PinMessage(gate, lanes, keys);
    this.history = new ShowHistory(gate, store, messages);
    this.date = new ShowDate(gate, store, history);
    this.pins = new ListPins(gate, store, messages);
    this.versions = new ListVersions(gate, platform.database());
  }

  @Override
  public void register(Commands commands) {
    commands.on(MessageCommand.Send.class, send::handle);
    commands.on(MessageCommand.Edit.class, edit::handle);
    commands.on(MessageCommand.Delete.class, delete::handle);
    commands.on(MessageCommand.React.class, react::handle);
    commands.on(MessageCommand.Pin.class, pin::handle);
    commands.on(MessageCommand.ShowHistory.class, history::handle);
    commands.on(ConversationCommand.ShowDate.class, date::handle);
    commands.on(MessageCommand.ListPins.class, pins::handle);
    commands.on(MessageCommand.ListMessageVersions.class, versions::handle);
  }
}
