package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.protocol.codec.AddresseesReader;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Invites all the suppliers of a CSV file ({@code email,given,surname}) into one group. Done once
 * more with the same file, it mails those only who are new in it.
 */
public final class SupplierList {
  private final ChatClient admin;
  private final WorkspaceId workspace;

  SupplierList(ChatClient admin, WorkspaceId workspace) {
    this.admin = admin;
    this.workspace = workspace;
  }

  /** Arguments: the server's address, an admin's address and password, the file. */
  public static void main(String[] args) throws IOException {
    try (ChatClient admin =
        ChatClient.builder(URI.create(args[0]))
            .credentials(Credentials.password(args[1], args[2]))
            .build()) {
      admin.connect().join();
      WorkspaceId workspace = admin.account().me().join().workspaces().getFirst().workspace();
      SupplierList story = new SupplierList(admin, workspace);
      List<Addressee> suppliers = AddresseesReader.read(Files.readAllBytes(Path.of(args[3])));
      List<AddedRow> rows = story.invite(story.group("Suppliers"), suppliers);
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).state() == AddedState.REFUSED) {
          System.out.println(suppliers.get(i).email() + ": " + rows.get(i).reason().orElse(""));
        }
      }
    }
  }

  ConversationId group(String name) {
    return admin
        .groups()
        .create(workspace, name, Visibility.PRIVATE, List.of())
        .join()
        .conversation()
        .id();
  }

  /** Invites each of them; what is wrong with one row hinders no other. */
  List<AddedRow> invite(ConversationId group, List<Addressee> suppliers) {
    return admin
        .members()
        .addMany(group, suppliers)
        .relation("supplier")
        .note("Here we talk about deliveries.")
        .send()
        .join()
        .rows();
  }
}
