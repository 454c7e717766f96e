package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.link.Sight;
import io.drawbridge.server.access.rules.Policies.Own;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a policy that keeps externals apart (N-15), set and taken back by a
 * workspace, a thread and groups that come and go, beside people who get seats and lose them: the
 * pure rules against a model that says it in one sentence; {@code -Ddrawbridge.test.sight=200}
 * plays more.
 */
final class SightPropertyTest {
  private static final int SEEDS = Integer.getInteger("drawbridge.test.sight", 4);
  private static final int STEPS = 10_000;
  private static final int GROUPS = 2;
  private static final int PEOPLE = 4;

  @Test
  void ruleSaysWhatTheModelSays() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new Run(seed).steps();
    }
  }

  private static final class Run {
    private final int seed;
    private final Random random;

    /** Whether the workspace, the thread and each group say it; none has not said. */
    private final List<Optional<Boolean>> apart =
        new ArrayList<>(Collections.nCopies(2 + GROUPS, Optional.empty()));

    private final boolean[] addressed = new boolean[GROUPS];
    private final boolean[] seated = new boolean[PEOPLE];

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void steps() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(4)) {
          case 0 -> addressed[random.nextInt(GROUPS)] ^= true;
          case 1 -> seated[random.nextInt(PEOPLE)] ^= true;
          default -> apart.set(random.nextInt(apart.size()), said());
        }
        check(step);
      }
    }

    private Optional<Boolean> said() {
      return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextBoolean());
    }

    private void check(int step) {
      boolean kept = !inForce().externalsSeeExternals();
      for (int reader = 0; reader < PEOPLE; reader++) {
        for (int other = 0; other < PEOPLE; other++) {
          boolean sees =
              Sight.sees(kept, person(reader), seated[reader], person(other), seated[other]);
          if (sees != model(reader, other)) {
            assertThat(sees)
                .as("seed %d step %d: %d sees %d, %s", seed, step, reader, other, this)
                .isEqualTo(model(reader, other));
          }
        }
      }
    }

    /** They see each other unless two different externals are where somebody keeps them apart. */
    private boolean model(int reader, int other) {
      boolean kept = says(0) || says(1);
      for (int group = 0; group < GROUPS; group++) {
        kept |= addressed[group] && says(2 + group);
      }
      return reader == other || seated[reader] || seated[other] || !kept;
    }

    private boolean says(int place) {
      return apart.get(place).orElse(false);
    }

    private Policies inForce() {
      List<Own> parts = new ArrayList<>();
      parts.add(new Own(Optional.empty(), values(1)));
      for (int group = 0; group < GROUPS; group++) {
        if (addressed[group]) {
          parts.add(new Own(Optional.empty(), values(2 + group)));
        }
      }
      return Policies.of(values(0)).within(parts);
    }

    private PolicyValues values(int place) {
      return apart
          .get(place)
          .map(kept -> PolicyValues.NONE.flag(PolicyKey.EXTERNALS_SEE_EXTERNALS, !kept))
          .orElse(PolicyValues.NONE);
    }

    private static AccountId person(int number) {
      return new AccountId(number + 1);
    }

    @Override
    public String toString() {
      return apart + " " + Arrays.toString(addressed) + " " + Arrays.toString(seated);
    }
  }
}
