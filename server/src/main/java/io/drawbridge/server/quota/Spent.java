package io.drawbridge.server.quota;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The amount that was counted for one command, so that it can be given back if nothing was written.
 */
public final class Spent {
  private final Amount amount;
  private final List<Tally> tallies;

  Spent(Amount amount, List<Tally> tallies) {
    this.amount = amount;
    this.tallies = tallies;
  }

  /** Gives it back if the stage fails. */
  public <T> CompletionStage<T> unlessRefused(CompletionStage<T> writing) {
    return writing.whenComplete((_, refused) -> {
      if (refused != null) {
        tallies.forEach(tally -> tally.giveBack(amount));
      }
    });
  }
}
