package io.drawbridge.protocol.audit;

import java.util.Optional;

/** The outcome of looking at an export. */
public sealed interface Verdict {
  /**
   * All of it is as it was written.
   *
   * @param from the position of the first record
   * @param position that of the last one
   * @param hash of the last record, in hexadecimal digits
   * @param checkpoints how many there are
   * @param checkpointAt when the last of them was signed
   * @param exportedAt when the export was made
   * @param signedBy the id of the key that signed the export
   * @param strangers how many checkpoints are signed by keys that nobody known vouches for
   */
  record Good(
      String chain,
      long from,
      long position,
      String hash,
      long checkpoints,
      Optional<String> checkpointAt,
      String exportedAt,
      String signedBy,
      long strangers)
      implements Verdict {
    public long records() {
      return position - from + 1;
    }
  }

  /**
   * Something is not as it was written.
   *
   * @param line of the file, from 1
   * @param where the record, by its position, or what else stands or should stand there
   * @param what is wrong with it
   */
  record Bad(long line, String where, String what) implements Verdict {}
}
