package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import java.util.List;
import java.util.function.Consumer;

/** Shows which invitations of a workspace wait for one's approval, and answers them. */
final class Awaiting {
  private static final String WHY = " -> ";

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Consumer<String> out;

  Awaiting(ChatClient client, WorkspaceId workspace, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.out = out;
  }

  void list() {
    List<String> lines = waiting().stream().map(Awaiting::line).toList();
    out.accept(lines.isEmpty() ? "Nothing waits for you to approve." : String.join("\n", lines));
  }

  void allow(String whom) {
    client.invitations().approve(one(whom).invitation()).join();
    out.accept("Approved: " + Printable.line(whom));
  }

  /** Denies what is typed: a name or an address, and perhaps the reason behind an arrow. */
  void refuse(String typed) {
    int arrow = typed.indexOf(WHY);
    String whom = arrow < 0 ? typed : typed.substring(0, arrow).strip();
    InvitationView invitation = one(whom);
    if (arrow < 0) {
      client.invitations().deny(invitation.invitation()).join();
    } else {
      String why = typed.substring(arrow + WHY.length()).strip();
      client.invitations().deny(invitation.invitation(), why).join();
    }
    out.accept("Denied: " + Printable.line(whom));
  }

  private List<InvitationView> waiting() {
    return client.invitations().awaiting(workspace).join().invitations();
  }

  private InvitationView one(String whom) {
    List<InvitationView> matching =
        waiting().stream().filter(it -> who(it).equalsIgnoreCase(whom)).toList();
    if (matching.size() != 1) {
      throw new Misused(
          matching.isEmpty()
              ? "Nothing about them waits for you; /waiting shows what does."
              : "They are to come into several conversations; answer where those are shown.");
    }
    return matching.getFirst();
  }

  private static String who(InvitationView invitation) {
    return invitation
        .person()
        .map(Person::name)
        .or(invitation::email)
        .or(invitation::name)
        .orElse("somebody");
  }

  private static String line(InvitationView invitation) {
    return "    %s into %s, by %s"
        .formatted(
            Printable.line(who(invitation)),
            Talk.place(invitation),
            Printable.line(invitation.inviter().name()));
  }
}
