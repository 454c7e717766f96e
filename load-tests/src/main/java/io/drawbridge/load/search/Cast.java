package io.drawbridge.load.search;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Those who search, made through the real doors, and the threads that all others are copies of.
 *
 * @param everything the owner, whose group is in every thread
 * @param some a member who is not in that group, but in the copies of {@code shared}
 * @param one an external of {@code bridge}, who sees all of it
 * @param plain a thread with the group alone
 * @param shared a thread with the group and the member
 * @param bridge a thread with the group and the external
 */
record Cast(
    AccountResult.Tokens everything,
    AccountResult.Tokens some,
    AccountResult.Tokens one,
    ConversationId plain,
    ConversationId shared,
    ConversationId bridge) {

  static final String SOME = "mia";
  private static final String EXTERNAL = "eve@outside.example";

  static Cast of(Testbed testbed) throws InterruptedException {
    Workspace workspace = testbed.workspace();
    HttpDoor door = testbed.door();
    workspace.inviteMember(SOME + "@inside.example");
    AccountResult.Tokens some = opened(testbed, SOME + "@inside.example", SOME);
    ConversationId group = workspace.group("Everybody");
    ConversationId plain = thread(workspace, door, "Plain", List.of(), group);
    ConversationId shared = thread(workspace, door, "Shared", List.of(some.account()), group);
    ConversationId bridge = thread(workspace, door, "Bridge", List.of(), group);
    door.call(
        workspace.owner(),
        new MemberCommand.Add(
            workspace.clientId(),
            bridge,
            Optional.empty(),
            Optional.of(EXTERNAL),
            Optional.empty(),
            Optional.empty(),
            Optional.of(HistoryWindow.everything()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    AccountResult.Tokens one = opened(testbed, EXTERNAL, "eve");
    return new Cast(workspace.owner(), some, one, plain, shared, bridge);
  }

  private static AccountResult.Tokens opened(Testbed testbed, String address, String name)
      throws InterruptedException {
    Secret token = new Secret(testbed.mails().nextToken(address));
    return testbed
        .door()
        .call(new AccountCommand.Redeem(token, Optional.of(name), Optional.empty(), "load"))
        .tokens();
  }

  private static ConversationId thread(
      Workspace workspace,
      HttpDoor door,
      String subject,
      List<AccountId> people,
      ConversationId group) {
    return door.call(
            workspace.owner(),
            new ThreadCommand.Create(
                workspace.clientId(),
                Optional.of(workspace.id()),
                subject,
                people,
                List.of(group),
                Optional.empty()))
        .conversation()
        .id();
  }
}
