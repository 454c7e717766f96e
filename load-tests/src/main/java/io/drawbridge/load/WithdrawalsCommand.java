package io.drawbridge.load;

import io.drawbridge.load.withdraw.WithdrawalsRun;
import io.drawbridge.load.withdraw.WithdrawalsRun.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load withdrawals}. */
@Command(
    name = "withdrawals",
    description =
        "Removals in the middle of downloads, uploads, searches, digests, pushes, webhooks, exports"
            + " and previews: nothing comes after the receipt.")
final class WithdrawalsCommand implements Callable<Integer> {
  @Option(names = "--each", converter = Count.class, description = "removals of each kind")
  private int each = 20;

  @Option(names = "--at-once", converter = Count.class, description = "people at a time")
  private int atOnce = 16;

  @Option(names = "--seed", description = "of the moments")
  private long seed = 1;

  @Option(names = "--kinds", split = ",", description = "which of ${COMPLETION-CANDIDATES}")
  private List<Kind> kinds = List.of(Kind.values());

  @Override
  public Integer call() throws Exception {
    List<String> failed = new WithdrawalsRun(each, atOnce, seed, Report::print).run(kinds);
    failed.forEach(check -> Report.print("FAILED: " + check));
    return failed.isEmpty() ? 0 : 1;
  }
}
