package io.drawbridge.load.files;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The moments at which a server is killed, by a seed. */
final class Moments {
  private Moments() {}

  /** Numbers of uploads, one in each part of equal length, so that kills do not meet. */
  static List<Integer> of(long seed, int uploads, int kills) {
    Random random = new Random(seed);
    int part = Math.max(1, uploads / kills);
    return IntStream.range(0, Math.min(kills, uploads))
        .mapToObj(kill -> kill * part + random.nextInt(part))
        .toList();
  }
}
