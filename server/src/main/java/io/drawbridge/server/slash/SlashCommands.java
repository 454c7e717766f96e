package io.drawbridge.server.slash;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.List;

/** The commands about slash commands, and the courier between who asks and who answers. */
public final class SlashCommands implements Feature {
  private static final Duration FORGET_EVERY = Duration.ofSeconds(30);

  private final RegisterSlash register;
  private final UnregisterSlash unregister;
  private final ListSlash list;
  private final RunSlash run;
  private final AnswerSlash answer;
  private final SlashCourier courier;
  private final Database database;

  public SlashCommands(
      Platform platform,
      Access access,
      Changes changes,
      WriterLanes lanes,
      Sessions sessions,
      Signals signals) {
    this.database = platform.database();
    AccessGate gate = access.gate();
    BotsOwn own = new BotsOwn(database, gate);
    Usable usable = new Usable(gate);
    this.courier =
        new SlashCourier(
            new SlashCourier.Ground(
                database,
                gate,
                access.conversations(),
                access.people(),
                sessions,
                signals,
                platform.metrics(),
                platform.threads()));
    this.register = new RegisterSlash(own, changes);
    this.unregister = new UnregisterSlash(own, changes);
    this.list = new ListSlash(database, gate, usable, access.people());
    this.run = new RunSlash(platform, gate, access.people(), usable, courier);
    this.answer = new AnswerSlash(platform, gate, lanes, courier);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WebhookCommand.RegisterSlash.class, register);
    commands.on(WebhookCommand.UnregisterSlash.class, unregister);
    commands.on(WebhookCommand.ListSlash.class, list);
    commands.on(WebhookCommand.RunSlash.class, run);
    commands.on(WebhookCommand.AnswerSlash.class, answer);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("telling of slash commands", SlashCourier.LOOK_EVERY, courier::look),
        new PeriodicTask("forgetting slash commands", FORGET_EVERY, this::forget));
  }

  private void forget() {
    AskStore store = new AskStore();
    database.write(handle -> {
      store.forget(handle);
      return true;
    });
  }
}
