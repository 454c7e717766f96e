package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.api.Whom;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection.OfConversation;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import java.net.URI;

/**
 * Opens a thread for one matter with a client, who sees that thread and nothing else, and closes it
 * when the matter is settled: then the client has lost it, and the colleagues read on.
 */
public final class ClientThread {
  private final ChatClient member;
  private final WorkspaceId workspace;

  ClientThread(ChatClient member, WorkspaceId workspace) {
    this.member = member;
    this.workspace = workspace;
  }

  /** Arguments: the server's address, a member's address and password, the client's address. */
  public static void main(String[] args) {
    try (ChatClient member =
        ChatClient.builder(URI.create(args[0]))
            .credentials(Credentials.password(args[1], args[2]))
            .build()) {
      member.connect().join();
      WorkspaceId workspace = member.account().me().join().workspaces().getFirst().workspace();
      ConversationId thread = new ClientThread(member, workspace).open("The offer", args[3]);
      System.out.println("They are invited to " + thread);
    }
  }

  /** Opens the thread and invites the client; what is written from now on is for them. */
  ConversationId open(String subject, String client) {
    ConversationId thread =
        member.threads().create(subject).in(workspace).send().join().conversation().id();
    member
        .members()
        .add(thread, Whom.email(client))
        .relation("client")
        .note("Here we talk about: " + subject)
        .send()
        .join();
    member.messages().send(thread, "Welcome. Ask here whatever you need.").join();
    return thread;
  }

  /** Closes the thread. When this returns, nothing of it reaches anybody from outside. */
  ExternalsEnded settle(ConversationId thread) {
    member.conversations().close(thread).join();
    return member.externals().end(workspace, new OfConversation(thread)).join();
  }
}
