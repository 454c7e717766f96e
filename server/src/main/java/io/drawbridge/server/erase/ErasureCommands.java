package io.drawbridge.server.erase;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.OwnerProof;
import io.drawbridge.server.audit.chain.SealRecords;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.platform.Platform;

/** The commands that erase people, ready to be registered. */
public final class ErasureCommands implements Feature {
  private final ErasePerson erase;
  private final EraseAccount oneself;
  private final PreviewErasure preview;

  public ErasureCommands(
      Platform platform,
      AccessGate gate,
      People people,
      Changes changes,
      Invitations invitations,
      JoinEnds joins,
      PrivilegedReads reads,
      OwnerProof proof) {
    SealRecords seal = new SealRecords(platform);
    PartOfErasure parts = new PartOfErasure(invitations, joins);
    this.erase = new ErasePerson(gate, changes, people, seal, parts);
    this.oneself = new EraseAccount(platform.database(), changes, people, proof, seal, parts);
    this.preview = new PreviewErasure(gate, platform.database(), invitations, joins, reads);
  }

  @Override
  public void register(Commands commands) {
    commands.on(SeatCommand.ErasePerson.class, erase);
    commands.on(AccountCommand.Erase.class, oneself);
    commands.on(SeatCommand.PreviewErase.class, preview);
  }
}
