package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ExternalResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The kill switch (N-11): a firm whose people are in many conversations loses all of them by one
 * command, while messages of the same workspace go on elsewhere. Says how long it took, and how
 * long the slowest message waited, beside the time before.
 */
public final class EndsScenario {
  private static final int ADDED_AT_ONCE = 64;
  private static final int BEFORE_SECONDS = 5;
  private static final int ANSWER_MINUTES_MAX = 5;
  private static final String FIRM = "outside.example";

  private final int conversations;
  private final int people;
  private final int rate;

  /**
   * A run.
   *
   * @param conversations that the firm is in
   * @param people of the firm, each in all of them
   * @param rate messages a second elsewhere in the workspace
   */
  public EndsScenario(int conversations, int people, int rate) {
    this.conversations = conversations;
    this.people = people;
    this.rate = rate;
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    try (Testbed testbed = Testbed.open();
        Sockets sockets = new Sockets(2)) {
      URI server = testbed.server().uri();
      Workspace workspace = testbed.workspace();
      ConversationId elsewhere = workspace.group("Elsewhere");
      SocketDoor owner = new SocketDoor(sockets, server, workspace.owner().accessToken());
      List<AccountResult.Tokens> firm =
          workspace.externals(workspace.group("Anteroom"), "partner", people);
      firm.forEach(person -> new SocketDoor(sockets, server, person.accessToken()));
      int given = people + give(workspace, owner, firm);
      try (MessageStream messages = new MessageStream(owner, workspace, elsewhere, rate)) {
        messages.begin();
        // The messages' own pace, before anything ends.
        TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
        String before = Latencies.percentiles(messages.times());
        messages.begin();
        long start = System.nanoTime();
        ExternalResult.ExternalsEnded ended =
            owner
                .call(
                    new ExternalCommand.End(
                        workspace.clientId(),
                        workspace.id(),
                        new ExternalSelection.OfMailDomain(FIRM),
                        Optional.empty()))
                .get(ANSWER_MINUTES_MAX, TimeUnit.MINUTES);
        double seconds = (System.nanoTime() - start) / 1e9;
        messages.pause();
        return report(given, ended, seconds, before, messages);
      }
    }
  }

  /** Adds everybody everywhere; returns how many additions that were. */
  private int give(Workspace workspace, SocketDoor owner, List<AccountResult.Tokens> firm)
      throws Exception {
    List<CompletableFuture<?>> added = new ArrayList<>();
    int given = 0;
    for (int i = 0; i < conversations; i++) {
      ConversationId place = workspace.group("Place %d".formatted(i));
      for (AccountResult.Tokens person : firm) {
        AccountId account = person.account();
        added.add(owner.call(workspace.adding(place, account)));
        given++;
        if (added.size() == ADDED_AT_ONCE) {
          all(added);
        }
      }
    }
    all(added);
    return given;
  }

  private static void all(List<CompletableFuture<?>> added) throws Exception {
    CompletableFuture.allOf(added.toArray(CompletableFuture[]::new))
        .get(ANSWER_MINUTES_MAX, TimeUnit.MINUTES);
    added.clear();
  }

  private String report(
      int given,
      ExternalResult.ExternalsEnded ended,
      double seconds,
      String before,
      MessageStream messages) {
    return """
    %d grants to %d people in %d conversations ended by one command in %.2f s (%d of %d given); \
    one receipt, with %d sessions
    a message elsewhere in the workspace, %d a second, p50 / p95 / p99 / max in ms: \
    before %s; meanwhile %s; refused: %d
    """
        .formatted(
            ended.grants(),
            ended.people(),
            ended.conversations(),
            seconds,
            ended.grants(),
            given,
            ended.receipt().sessions().size(),
            rate,
            before,
            Latencies.percentiles(messages.times()),
            messages.refused());
  }
}
