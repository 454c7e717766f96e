package io.drawbridge.server.cluster;

/**
 * A number for all that nodes read of each other, and for the schema that they share. Two nodes can
 * live together if each speaks at least the lowest generation that the other can live with.
 *
 * @param own what a node speaks: grows with each change of the schema, and of what nodes write for
 *     each other; at least the number of the newest migration
 * @param lowest the oldest that it can live with: what an older one writes it understands, and what
 *     it writes, its schema too, does an older one no harm
 */
public record Generation(int own, int lowest) {
  /** The generation of this version. */
  public static final Generation CURRENT = new Generation(49, 49);

  /** Checks that it can live with itself. */
  public Generation {
    if (lowest < 0 || lowest > own) {
      throw new IllegalArgumentException(
          "lowest generation: %d (expected: 0 to %d)".formatted(lowest, own));
    }
  }

  boolean livesWith(Generation other) {
    return own >= other.lowest && other.own >= lowest;
  }
}
