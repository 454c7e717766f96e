package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.session.outbox.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the answer of a part: the lines that pass, and a last one with the hash of all until then,
 * by which the parts are known to be whole and in their order. The end counts the lines. The place
 * of the next part is signed for the one who exports, so that nobody makes one up.
 */
final class Sealing {
  private static final int CODE_CHARS = 32;

  private final PurposeKey key;

  Sealing(PurposeKey key) {
    this.key = key;
  }

  Answer<AuditPart> answer(Tag head, AccountId reader, ExportPlace from, Parts parts) {
    List<Answer.Part<Line>> judged =
        parts.lines().stream().map(line -> new Answer.Part<>(line.tag(), line)).toList();
    return Answer.joined(head, judged, passed -> part(reader, from, parts.next(), passed));
  }

  /**
   * Reads a place that this server wrote for the same person.
   *
   * @throws Failure {@code invalid} if it did not
   */
  ExportPlace open(AccountId reader, String after) {
    int end = after.length() - CODE_CHARS - 1;
    if (end <= 0
        || !MessageDigest.isEqual(
            after.getBytes(StandardCharsets.UTF_8),
            signed(reader, after.substring(0, end)).getBytes(StandardCharsets.UTF_8))) {
      throw ExportPlace.refused();
    }
    return ExportPlace.parse(after.substring(0, end));
  }

  private String signed(AccountId reader, String place) {
    String code = AuditHash.hex(key.code(reader + "\n" + place));
    return place + "." + code.substring(0, CODE_CHARS);
  }

  private AuditPart part(
      AccountId reader, ExportPlace from, Optional<ExportPlace> next, List<Line> passed) {
    StringBuilder text = new StringBuilder();
    Map<String, Long> counts = new TreeMap<>(from.counts());
    for (Line line : passed) {
      text.append(line.text());
      counts.merge(line.kind(), 1L, Long::sum);
    }
    String hash = hash(from.hash(), text);
    Optional<String> after = next.map(it -> signed(reader, it.after(hash, counts).text()));
    Json.Obj last = Json.Obj.EMPTY.with("sha256", hash);
    Json.Obj seal =
        after
            .map(it -> last.with("type", "part").with("after", it))
            .orElseGet(() -> last.with("type", "end").with("counts", counted(counts)));
    return new AuditPart(text.append(CanonicalJson.text(seal)).append('\n').toString(), after);
  }

  private static Json.Obj counted(Map<String, Long> counts) {
    Json.Obj all = Json.Obj.EMPTY;
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      all = all.with(each.getKey(), each.getValue());
    }
    return all;
  }

  /** The SHA-256 of the one before, as hex, and the text. */
  private static String hash(String before, CharSequence text) {
    MessageDigest digest = Sha256.start();
    digest.update(before.getBytes(StandardCharsets.UTF_8));
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return AuditHash.hex(digest.digest());
  }
}
