package io.drawbridge.server.audit;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.audit.chain.DropRecords;
import io.drawbridge.server.audit.chain.ExportChain;
import io.drawbridge.server.audit.chain.KeptFor;
import io.drawbridge.server.audit.chain.Receipts;
import io.drawbridge.server.audit.chain.SealRecords;
import io.drawbridge.server.audit.chain.SignCheckpoints;
import io.drawbridge.server.audit.chain.SigningKeys;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.config.AuditDays;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit's chains, and the commands that read them. */
public final class AuditCommands implements Feature {
  private static final Duration SEAL_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_CHECKPOINTS_EVERY = Duration.ofMinutes(1);

  private static final Duration DROP_EVERY = Duration.ofHours(1);

  private final SealRecords records;
  private final SignCheckpoints checkpoints;
  private final ListRecords list;
  private final ExportLog export;
  private final ExportOwn exportOwn;
  private final ShowReceipt receipt;
  private final Optional<DropRecords> drop;

  /** {@code kept} is for how many days records are kept. */
  public AuditCommands(
      Platform platform, AccessGate gate, PrivilegedReads reads, SigningKeys keys, AuditDays kept) {
    this.records = new SealRecords(platform);
    this.checkpoints = new SignCheckpoints(platform, keys);
    this.list = new ListRecords(gate, platform.database(), records, reads);
    ExportChain exports = new ExportChain(platform, keys, records, checkpoints);
    this.export = new ExportLog(gate, exports, reads);
    this.exportOwn = new ExportOwn(exports);
    this.drop =
        kept.forGood()
            ? Optional.empty()
            : Optional.of(
                new DropRecords(
                    platform.database(), KeptFor.days(kept.days(), kept.least(), kept.most())));
    this.receipt = new ShowReceipt(new Receipts(platform.database(), keys, records));
    platform.metrics().gauge(MetricName.AUDIT_BEHIND, records, it -> it.behind().toNanos() / 1e9);
  }

  @Override
  public void register(Commands commands) {
    commands.on(AuditCommand.ListRecords.class, list);
    commands.on(AuditCommand.Export.class, export);
    commands.on(AuditCommand.ExportOwn.class, exportOwn);
    commands.on(AuditCommand.ShowReceipt.class, receipt);
  }

  @Override
  public List<PeriodicTask> tasks() {
    List<PeriodicTask> tasks =
        new ArrayList<>(
            List.of(
                new PeriodicTask("sealing the audit", SEAL_EVERY, records::unlessOthersDo),
                new PeriodicTask(
                    "signing the audit", LOOK_FOR_CHECKPOINTS_EVERY, checkpoints::hourly)));
    drop.ifPresent(it -> tasks.add(new PeriodicTask("dropping old records", DROP_EVERY, it::old)));
    return tasks;
  }

  /** Seals and signs what there is, so that a server that stopped leaves nothing open. */
  @Override
  public void close() {
    records.all();
    checkpoints.all();
  }
}
