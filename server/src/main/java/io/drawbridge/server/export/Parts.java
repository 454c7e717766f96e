package io.drawbridge.server.export;

import java.util.List;
import java.util.Optional;

/**
 * A part before it is judged.
 *
 * @param next where the next part begins; empty after the last
 */
record Parts(List<Line> lines, Optional<ExportPlace> next) {
  /** Copies the lines. */
  Parts {
    lines = List.copyOf(lines);
  }
}
