package io.drawbridge.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of something without which a run is none: at least one. */
final class Count implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new TypeConversionException("%s (expected: a number, at least 1)".formatted(value));
  }
}
