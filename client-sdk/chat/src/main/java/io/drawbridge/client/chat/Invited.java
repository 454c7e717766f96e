package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceInvitationView;
import io.drawbridge.protocol.result.WorkspaceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows who is invited to become a member of a workspace, and mails or withdraws it again. */
final class Invited {
  private static final int LISTED_MAX = 200;

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Consumer<String> out;

  Invited(ChatClient client, WorkspaceId workspace, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.out = out;
  }

  void list() {
    List<String> lines =
        invitations().stream()
            .map(it ->
                "    %-12s %s%s, by %s"
                    .formatted(
                        it.state().wire(),
                        Printable.line(it.email()),
                        it.guest() ? ", as a guest" : "",
                        Printable.line(it.inviter().name())))
            .toList();
    out.accept(lines.isEmpty() ? "Nobody is invited to the workspace." : String.join("\n", lines));
  }

  void resend(String address) {
    WorkspaceInvitationView invitation = to(address);
    client.workspaces().resendInvitation(invitation.invitation()).join();
    out.accept("Mailed again: " + Printable.line(invitation.email()));
  }

  void withdraw(String address) {
    WorkspaceInvitationView invitation = to(address);
    client.workspaces().withdrawInvitation(invitation.invitation()).join();
    out.accept("Withdrawn: " + Printable.line(invitation.email()));
  }

  private WorkspaceInvitationView to(String address) {
    String wanted = address.toLowerCase(Locale.ROOT);
    return invitations().stream()
        .filter(it -> it.email().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Misused("Nobody is invited by this address; /invited shows who."));
  }

  private List<WorkspaceInvitationView> invitations() {
    List<WorkspaceInvitationView> all = new ArrayList<>();
    Optional<InvitationId> after = Optional.empty();
    boolean more = true;
    while (more && all.size() < LISTED_MAX) {
      WorkspaceResult.WorkspaceInvitations page =
          client.workspaces().invitations(workspace, after).join();
      all.addAll(page.invitations());
      more = page.more() && !page.invitations().isEmpty();
      after = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().invitation());
    }
    return all;
  }
}
