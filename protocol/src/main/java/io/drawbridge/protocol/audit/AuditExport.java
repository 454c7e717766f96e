package io.drawbridge.protocol.audit;

import java.util.Optional;

/**
 * Makes the lines of an export, each a canonical JSON object with its type: the start of the chain,
 * the keys, the records with the checkpoints behind them, and the end. A file of such lines is what
 * {@link AuditVerifier} reads.
 */
public final class AuditExport {
  /** The form that this version writes and reads. */
  public static final String FORMAT = "drawbridge-audit-1";

  private AuditExport() {}

  /**
   * The first line.
   *
   * @param from the position of the first record
   * @param previous the hash of the record before it, or {@link AuditHash#genesis}
   */
  public static Json.Obj genesis(String chain, long from, byte[] previous) {
    return line("genesis")
        .with("format", FORMAT)
        .with("chain", chain)
        .with("from", from)
        .with("previous", AuditHash.hex(previous));
  }

  /** A public key that no other vouches for. */
  public static Json.Obj key(byte[] publicKey) {
    return line("key").with("key", keyStatement(publicKey));
  }

  /** A public key for which an older one vouches: by that one's signature. */
  public static Json.Obj key(byte[] publicKey, String by, byte[] signature) {
    return key(publicKey).with("by", by).with("signature", AuditHash.hex(signature));
  }

  /** The statement by which one key vouches for another. */
  public static Json.Obj keyStatement(byte[] publicKey) {
    return Json.Obj.EMPTY
        .with("id", AuditSignature.keyId(publicKey))
        .with("public", AuditHash.hex(publicKey));
  }

  /**
   * A record.
   *
   * @param opened the texts that this reader may read, by their place in the record
   */
  public static Json.Obj record(Json.Obj record, byte[] hash, Json.Obj opened) {
    return line("record")
        .with("record", record)
        .with("hash", AuditHash.hex(hash))
        .with("opened", opened);
  }

  /** A text that was taken out of a record, and the salt of its hash there. */
  public static Json.Obj opened(byte[] salt, String text) {
    return Json.Obj.EMPTY.with("salt", AuditHash.hex(salt)).with("value", text);
  }

  /** The statement of a checkpoint: how far the chain had come, and with which hash. */
  public static Json.Obj checkpoint(String chain, long position, byte[] hash, String at) {
    return Json.Obj.EMPTY
        .with("chain", chain)
        .with("position", position)
        .with("hash", AuditHash.hex(hash))
        .with("at", at);
  }

  /**
   * The statement of the last line: all that the file has to hold.
   *
   * @param genesis the first line
   * @param last the checkpoint's statement at the last record
   */
  public static Json.Obj end(
      Json.Obj genesis, long keys, long checkpoints, Json.Obj last, String at) {
    return last.with("from", genesis.field("from").orElseThrow())
        .with("previous", genesis.field("previous").orElseThrow())
        .with("keys", keys)
        .with("checkpoints", checkpoints)
        .with("at", at);
  }

  /** Finds what stands at a place in a record, as in {@code after/0/name}. */
  static Optional<Json> at(Json record, String place) {
    Optional<Json> found = Optional.of(record);
    for (String step : place.split("/", -1)) {
      found = found.flatMap(it -> step(it, step));
    }
    return found;
  }

  private static Optional<Json> step(Json from, String step) {
    return switch (from) {
      case Json.Obj object -> object.field(step);
      case Json.Arr list -> {
        for (int i = 0; i < list.items().size(); i++) {
          if (step.equals(Integer.toString(i))) {
            yield Optional.of(list.items().get(i));
          }
        }
        yield Optional.empty();
      }
      case Json.Text _, Json.Whole _, Json.Bool _ -> Optional.empty();
    };
  }

  private static Json.Obj line(String type) {
    return Json.Obj.EMPTY.with("type", type);
  }
}
