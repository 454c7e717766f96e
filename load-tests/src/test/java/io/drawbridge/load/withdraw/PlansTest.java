package io.drawbridge.load.withdraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PlansTest {
  @AutoClose private final Plans plans = new Plans();

  @Test
  void eachKeyIsAnsweredInItsOrderAndWhatIsHeldWaits() throws Exception {
    Plans.Step first = plans.answered("one", 503);
    Plans.Step second = plans.held("one", 200);
    assertThat(plans.met("other")).isEmpty();
    assertThat(plans.met("one")).contains(503);
    first.await();
    CompletableFuture<Optional<Integer>> met =
        CompletableFuture.supplyAsync(() -> plans.met("one"));
    second.await();
    assertThat(met).isNotDone();
    second.goOn();
    assertThat(met.get(60, TimeUnit.SECONDS)).contains(200);
    assertThat(plans.met("one")).isEmpty();
  }
}
