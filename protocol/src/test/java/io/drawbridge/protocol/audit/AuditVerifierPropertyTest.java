package io.drawbridge.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The verifier names, whatever is done to an export, the first record, or other line, that is not
 * as it was written (N-13, G-27).
 */
final class AuditVerifierPropertyTest {
  private static final int FLIPS = 2_000;
  private static final int SEEDS = 400;
  private static final int EXPORTS = 40;

  private static final AuditSigner OLD = WrittenExport.signer();
  private static final AuditSigner SIGNER = WrittenExport.signer();

  /** Signatures take long; so the same exports are damaged again and again. */
  private static final List<WrittenExport> MADE =
      LongStream.range(0, EXPORTS)
          .mapToObj(seed -> WrittenExport.of(new Random(seed), OLD, SIGNER))
          .toList();

  private static WrittenExport export(long seed) {
    return MADE.get((int) (seed % EXPORTS)).copy();
  }

  private static Verdict verify(byte[] bytes) {
    return WrittenExport.verify(bytes, Optional.of(AuditSignature.publicKey(OLD.publicKey())));
  }

  @Test
  void anExportThatNobodyTouchedIsGood() {
    for (long seed = 0; seed < EXPORTS; seed++) {
      WrittenExport export = export(seed);
      for (Optional<PublicKey> trusted :
          List.of(
              Optional.<PublicKey>empty(),
              Optional.of(AuditSignature.publicKey(OLD.publicKey())),
              Optional.of(AuditSignature.publicKey(SIGNER.publicKey())))) {
        assertThat(WrittenExport.verify(export.bytes(), trusted))
            .as("seed %d", seed)
            .isInstanceOfSatisfying(
                Verdict.Good.class,
                good -> {
                  assertThat(good.records()).isEqualTo(export.records().size());
                  assertThat(good.signedBy()).isEqualTo(SIGNER.keyId());
                  assertThat(good.checkpointAt()).isPresent();
                });
      }
    }
  }

  @Test
  void aBitThatIsFlippedAnywhereIsFoundInItsLine() {
    for (long seed = 0; seed < FLIPS; seed++) {
      Random random = new Random(-seed);
      byte[] bytes = export(seed).bytes();
      int at = random.nextInt(bytes.length);
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      assertFound(seed, bytes, line, line == 1 ? 2 : line);
    }
  }

  @Test
  void aRecordThatWasDroppedIsNamed() {
    for (long seed = 0; seed < SEEDS; seed++) {
      WrittenExport export = export(seed);
      int dropped = any(export.records(), seed);
      String name = "record " + (export.records().indexOf(dropped) + 1);
      export.lines.remove(dropped);
      Verdict.Bad bad = assertFound(seed, export.bytes(), dropped + 1, dropped + 1);
      assertThat(bad.where()).as("seed %d", seed).contains(name);
    }
  }

  @Test
  void recordsThatChangedPlacesAreFoundAtTheFirst() {
    for (long seed = 0; seed < SEEDS; seed++) {
      WrittenExport export = export(seed);
      List<Integer> two = new ArrayList<>(export.records());
      Collections.shuffle(two, new Random(seed));
      int first = Math.min(two.get(0), two.get(1));
      String name = "record " + (export.records().indexOf(first) + 1);
      Collections.swap(export.lines, two.get(0), two.get(1));
      Verdict.Bad bad = assertFound(seed, export.bytes(), first + 1, first + 1);
      assertThat(bad.where()).as("seed %d", seed).isEqualTo(name);
    }
  }

  @Test
  void aLineThatComesTwiceIsFound() {
    for (long seed = 0; seed < SEEDS; seed++) {
      WrittenExport export = export(seed);
      int line = new Random(seed).nextInt(export.lines.size());
      export.lines.add(line, export.lines.get(line));
      assertFound(seed, export.bytes(), line + 2, line + 2);
    }
  }

  @Test
  void aFileThatWasCutOffAnywhereIsFound() {
    for (long seed = 0; seed < SEEDS; seed++) {
      byte[] bytes = export(seed).bytes();
      byte[] cut = Arrays.copyOf(bytes, new Random(seed).nextInt(bytes.length));
      assertThat(verify(cut)).as("seed %d", seed).isInstanceOf(Verdict.Bad.class);
    }
  }

  /**
   * The end of one export does not pass for that of another, nor a checkpoint that was left out.
   */
  @Test
  void linesThatWereLeftOutAreFoundByTheEnd() {
    for (long seed = 0; seed < SEEDS; seed++) {
      WrittenExport export = export(seed);
      int line = 1 + new Random(seed).nextInt(export.lines.size() - 1);
      export.lines.remove(line);
      assertThat(verify(export.bytes())).as("seed %d", seed).isInstanceOf(Verdict.Bad.class);
    }
  }

  private static int any(List<Integer> lines, long seed) {
    return lines.get(new Random(seed).nextInt(lines.size()));
  }

  private static Verdict.Bad assertFound(long seed, byte[] bytes, int from, int to) {
    Verdict verdict = verify(bytes);
    assertThat(verdict).as("seed %d", seed).isInstanceOf(Verdict.Bad.class);
    Verdict.Bad bad = (Verdict.Bad) verdict;
    assertThat(bad.line()).as("seed %d: %s", seed, bad).isBetween((long) from, (long) to);
    return bad;
  }
}
