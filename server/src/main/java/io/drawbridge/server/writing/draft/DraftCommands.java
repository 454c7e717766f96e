package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.message.SentListener;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.List;

/** The commands about drafts, ready to be registered. */
public final class DraftCommands implements Feature {
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final int BATCH_MAX = 1_000;

  private final DraftStore store;
  private final DraftSignals signals;
  private final SaveDraft save;
  private final ListDrafts list;

  public DraftCommands(Platform platform, AccessGate gate, Sessions sessions) {
    this.store = new DraftStore(platform.database());
    this.signals = new DraftSignals(store, sessions, new Notices(platform.codec()));
    this.save = new SaveDraft(gate, store, signals);
    this.list = new ListDrafts(store);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WritingCommand.SaveDraft.class, save::save);
    commands.on(WritingCommand.DiscardDraft.class, save::discard);
    commands.on(WritingCommand.ListDrafts.class, list::handle);
  }

  /** Hears of messages that take the draft of their conversation with them. */
  public SentListener sent() {
    return signals;
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("old drafts", FORGET_EVERY, this::forget));
  }

  private void forget() {
    Batches.untilNotFull(BATCH_MAX, () -> store.forget(Limits.DRAFTS_KEPT, BATCH_MAX));
  }
}
