package io.drawbridge.load.measure;

import java.util.stream.DoubleStream;

/** The figure in the middle. */
public final class Median {
  private Median() {}

  /**
   * Of two in the middle the larger.
   *
   * @throws java.util.NoSuchElementException if there is no figure
   */
  public static double of(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    return DoubleStream.of(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
