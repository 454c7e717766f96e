package io.drawbridge.server.export;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;

/** The commands that export, ready to be registered. */
public final class ExportCommands implements Feature {
  private final ExportWorkspace workspace;
  private final ExportAccount account;

  /** {@code key} of this installation, by which the places where parts begin are signed. */
  public ExportCommands(Platform platform, AccessGate gate, FileStorage storage, byte[] key) {
    Sealing sealing = new Sealing(new PurposeKey(key, "drawbridge export place"));
    this.workspace =
        new ExportWorkspace(gate, platform, new WorkspaceParts(platform.clock(), storage), sealing);
    this.account = new ExportAccount(platform, sealing);
  }

  @Override
  public void register(Commands commands) {
    commands.on(AuditCommand.ExportWorkspace.class, workspace::handle);
    commands.on(AuditCommand.ExportAccount.class, account::handle);
  }
}
