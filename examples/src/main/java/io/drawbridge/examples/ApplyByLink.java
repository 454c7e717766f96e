package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.protocol.result.ExternalResult.ExternalsToEnd;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives out one link by which people apply to join a group, lets in those who are welcome, and
 * clears up when the matter is over: what would end is told first, then it ends for all at once.
 */
public final class ApplyByLink {
  private static final int PLACES = 50;

  private final ChatClient admin;
  private final WorkspaceId workspace;

  ApplyByLink(ChatClient admin, WorkspaceId workspace) {
    this.admin = admin;
    this.workspace = workspace;
  }

  /** Arguments: the server's address, an admin's address and password, a name for the group. */
  public static void main(String[] args) {
    try (ChatClient admin =
        ChatClient.builder(URI.create(args[0]))
            .credentials(Credentials.password(args[1], args[2]))
            .build()) {
      admin.connect().join();
      WorkspaceId workspace = admin.account().me().join().workspaces().getFirst().workspace();
      ApplyByLink story = new ApplyByLink(admin, workspace);
      System.out.println("Apply here: " + story.link(story.group(args[3])).url().value());
    }
  }

  /** Makes an open group. */
  ConversationId group(String name) {
    return admin
        .groups()
        .create(workspace, name, Visibility.OPEN, List.of())
        .join()
        .conversation()
        .id();
  }

  /** Makes a link that works for a month; who comes by it is out when the group is closed. */
  JoinLinkCreated link(ConversationId group) {
    return admin
        .joinLinks()
        .create(group)
        .uses(PLACES)
        .expiresAt(Instant.now().plus(Duration.ofDays(30)))
        .relation("volunteer")
        .note("We build a bridge.")
        .endingWhen(new EndConditions(true, false, Optional.empty()))
        .send()
        .join();
  }

  /** Answers everybody who has asked; how many were let in. */
  int answer(ConversationId group, Predicate<JoinRequestView> welcome) {
    int letIn = 0;
    for (JoinRequestView request : admin.joinLinks().requests(group).join().requests()) {
      if (welcome.test(request)) {
        admin.joinLinks().approve(request.request()).join();
        letIn++;
      } else {
        admin.joinLinks().deny(request.request()).join();
      }
    }
    return letIn;
  }

  /** Tells what clearing up would end, and ends nothing. */
  ExternalsToEnd foresee(ConversationId group) {
    return admin.externals().previewEnd(workspace, everybody(group)).join();
  }

  /** Ends the access of everybody from outside, what was given out and what is asked. */
  ExternalsEnded clearUp(ConversationId group) {
    return admin.externals().end(workspace, everybody(group)).join();
  }

  private static ExternalSelection everybody(ConversationId group) {
    return new ExternalSelection.OfConversation(group);
  }
}
