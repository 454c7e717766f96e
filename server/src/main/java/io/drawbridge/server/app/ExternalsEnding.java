package io.drawbridge.server.app;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.client.ServerClient;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends what externals have, by the running server: only there is the fence that makes an end final.
 * It acts by the token of an owner or admin, and in their name.
 */
@LetsOut(Surface.TERMINAL)
final class ExternalsEnding {
  private final ServerClient server;
  private final FrameCodec codec = new FrameCodec();
  private final PrintWriter out;

  ExternalsEnding(URI server, Secret token, PrintWriter out) {
    this.server = ServerClient.of(server).as(token);
    this.out = out;
  }

  /** Prints what would end, and changes nothing. */
  void rehearse(Optional<WorkspaceId> workspace, ExternalSelection which) {
    out.println(
        codec.json(server.call(new ExternalCommand.PreviewEnd(workspace(workspace), which))));
  }

  /** Ends it; prints what has ended, with the receipt, when it is final. */
  void apply(Optional<WorkspaceId> workspace, ExternalSelection which, Optional<String> reason) {
    out.println(
        codec.json(
            server.call(
                new ExternalCommand.End(
                    "admin-" + UUID.randomUUID(), workspace(workspace), which, reason))));
  }

  private WorkspaceId workspace(Optional<WorkspaceId> given) {
    return given.orElseGet(() -> {
      List<WorkspaceView> theirs = server.call(new AccountCommand.Me()).workspaces();
      if (theirs.size() == 1) {
        return theirs.getFirst().workspace();
      }
      throw new StartTrouble(
          "--workspace: none given (expected: which one, as the token is good for %d)"
              .formatted(theirs.size()));
    });
  }
}
