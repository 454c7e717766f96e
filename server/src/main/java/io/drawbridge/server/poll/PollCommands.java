package io.drawbridge.server.poll;

import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.quota.ContentQuota;
import java.util.List;

/** The commands about polls, and the task that tells how they stand. */
public final class PollCommands implements Feature {
  private final CreatePoll create;
  private final CastVote vote;
  private final ClosePoll close;
  private final ShowPoll show;
  private final TellTallies tallies;

  /**
   * Makes them.
   *
   * @param key of this installation, by which votes are kept whose voters nobody may learn
   */
  public PollCommands(
      Platform platform,
      Access access,
      WriterLanes lanes,
      ContentQuota quota,
      Signals signals,
      byte[] key) {
    AccessGate gate = access.gate();
    RequestKeys keys = new RequestKeys(platform.codec());
    Ballots ballots = new Ballots(new PurposeKey(key, "poll vote"));
    PollStore store = new PollStore();
    this.create = new CreatePoll(gate, lanes, keys, platform.clock());
    this.show = new ShowPoll(platform.database(), gate, access.people(), store, ballots);
    this.vote = new CastVote(platform, gate, new VoteStore(), ballots, show, quota);
    this.close = new ClosePoll(platform.database(), gate, store, lanes, keys);
    this.tallies = new TellTallies(platform.database(), signals);
  }

  @Override
  public void register(Commands commands) {
    commands.on(PollCommand.Create.class, create::handle);
    commands.on(PollCommand.Vote.class, vote::handle);
    commands.on(PollCommand.Close.class, close::handle);
    commands.on(PollCommand.Show.class, show::handle);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("telling of votes", TellTallies.EVERY, tallies::round));
  }
}
