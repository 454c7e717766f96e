package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.api.Whom;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has a guest in a private group for some days, and lets them stay longer if the work takes longer.
 */
public final class TemporaryGuest {
  private final ChatClient admin;
  private final WorkspaceId workspace;

  TemporaryGuest(ChatClient admin, WorkspaceId workspace) {
    this.admin = admin;
    this.workspace = workspace;
  }

  /**
   * Arguments: the server's address, a member's address and password, the guest's address, days.
   */
  public static void main(String[] args) {
    try (ChatClient admin =
        ChatClient.builder(URI.create(args[0]))
            .credentials(Credentials.password(args[1], args[2]))
            .build()) {
      admin.connect().join();
      WorkspaceId workspace = admin.account().me().join().workspaces().getFirst().workspace();
      TemporaryGuest story = new TemporaryGuest(admin, workspace);
      ConversationId group = story.group("Fitting out");
      story.invite(group, args[3], Duration.ofDays(Integer.parseInt(args[4])));
      System.out.println("They are invited to " + group);
    }
  }

  /** Makes a private group; only its admins bring somebody in. */
  ConversationId group(String name) {
    return admin
        .groups()
        .create(workspace, name, Visibility.PRIVATE, List.of())
        .join()
        .conversation()
        .id();
  }

  /** Invites a freelancer, who sees what is written from now on and is out by themselves. */
  void invite(ConversationId group, String address, Duration stay) {
    admin
        .members()
        .add(group, Whom.email(address))
        .relation("freelancer")
        .history(HistoryWindow.fromNow())
        .until(Instant.now().plus(stay))
        .send()
        .join();
  }

  /** Lets the guest stay for so long from now. */
  void extend(ConversationId group, AccountId guest, Duration stay) {
    admin.members().setUntil(group, guest, Optional.of(Instant.now().plus(stay))).join();
  }
}
