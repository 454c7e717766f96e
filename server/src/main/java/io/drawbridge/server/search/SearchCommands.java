package io.drawbridge.server.search;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;

/** The command that searches, ready to be registered. */
public final class SearchCommands implements Feature {
  private static final Duration FILL_EVERY = Duration.ofMinutes(10);

  private final SearchMessages search;
  private final IndexStore index;

  public SearchCommands(Platform platform, Access access, Messages messages) {
    this.search =
        new SearchMessages(new SearchStore(platform.database()), access.conversations(), messages);
    this.index = new IndexStore(platform.database());
  }

  @Override
  public void register(Commands commands) {
    commands.on(MessageCommand.Search.class, search::handle);
  }

  /** Messages of a version that had no index are found once they were indexed. */
  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("indexing what was not", FILL_EVERY, index::fill));
  }
}
