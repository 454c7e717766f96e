package io.drawbridge.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.TestDoor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An export that was read to its end, and checked as docs/export.md says. */
record Exported(String text, List<Json.Obj> lines) {
  static Exported of(TestDoor by, WorkspaceId workspace, boolean unread) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart part = part(by, workspace, unread, next);
      text.append(part.text());
      next = part.next();
    } while (next.isPresent());
    return read(text.toString());
  }

  static Exported own(TestDoor by) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart part = by.call(new AuditCommand.ExportAccount(next));
      text.append(part.text());
      next = part.next();
    } while (next.isPresent());
    return read(text.toString());
  }

  static AuditPart part(
      TestDoor by, WorkspaceId workspace, boolean unread, Optional<String> after) {
    return by.call(new AuditCommand.ExportWorkspace(workspace, Optional.of(unread), after));
  }

  /** Reads the lines, and holds every hash, and the counts of the end, against them. */
  static Exported read(String text) {
    List<Json.Obj> lines = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    String hash = "0".repeat(64);
    StringBuilder part = new StringBuilder();
    Optional<Json.Obj> end = Optional.empty();
    for (String line : text.lines().toList()) {
      assertThat(end).as("nothing follows the end").isEmpty();
      Json.Obj fields = (Json.Obj) CanonicalJson.read(line);
      String type = fields.text("type").orElseThrow();
      if (type.equals("part") || type.equals("end")) {
        hash = sha256(hash + part);
        assertThat(fields.text("sha256")).contains(hash);
        part.setLength(0);
        end = type.equals("end") ? Optional.of(fields) : Optional.empty();
      } else {
        part.append(line).append('\n');
        counts.merge(type, 1L, Long::sum);
        lines.add(fields);
      }
    }
    Json.Obj counted = end.flatMap(it -> it.object("counts")).orElseThrow();
    counts.forEach((type, count) -> assertThat(counted.number(type)).as(type).contains(count));
    return new Exported(text, lines);
  }

  List<Json.Obj> of(String type) {
    return lines.stream().filter(it -> it.text("type").equals(Optional.of(type))).toList();
  }

  private static String sha256(String text) {
    try {
      return AuditHash.hex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
