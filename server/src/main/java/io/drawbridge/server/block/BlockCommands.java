package io.drawbridge.server.block;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.feature.Feature;

/** The commands about whom one blocked, ready to be registered. */
public final class BlockCommands implements Feature {
  private final BlockPerson block;
  private final UnblockPerson unblock;
  private final ListBlocked list;

  /** {@code listener} hears of each change. */
  public BlockCommands(Database database, BlockListener listener) {
    BlockStore store = new BlockStore();
    this.block = new BlockPerson(database, store, listener);
    this.unblock = new UnblockPerson(database, store, listener);
    this.list = new ListBlocked(database, store);
  }

  @Override
  public void register(Commands commands) {
    commands.on(PeopleCommand.Block.class, block::handle);
    commands.on(PeopleCommand.Unblock.class, unblock::handle);
    commands.on(PeopleCommand.ListBlocked.class, list::handle);
  }
}
