package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An event that a service did not take and that waits to be told again, or is being told again, to
 * the webhook of a member who is removed from its conversation.
 */
final class WebhookWay implements Way {
  private static final int NOT_NOW = 503;
  private static final int TAKEN = 200;
  private static final int WAITS_MS_MAX = 2_000;

  private final Stage stage;
  private final ConversationId anteroom;
  private final Map<String, Act> acts = new ConcurrentHashMap<>();

  WebhookWay(Stage stage) {
    this.stage = stage;
    this.anteroom = stage.workspace().group("Anteroom of leads");
    stage.services().taken(this::taken);
  }

  private void taken(Callee.Call call) {
    Act act = acts.get(call.path());
    if (act != null) {
      act.seen().came(act.about(), call.body().length(), System.nanoTime());
    }
  }

  @Override
  public Guest guest(String name) throws Exception {
    String address = name + "@load.example";
    stage.workspace().inviteMember(address);
    Secret token = new Secret(stage.testbed().mails().nextToken(address));
    AccountResult.Tokens lead =
        stage
            .door()
            .call(new AccountCommand.Redeem(token, Optional.of(name), Optional.empty(), "load"))
            .tokens();
    return new Guest(lead, anteroom);
  }

  @Override
  public boolean once(Act act, Guest lead) throws Exception {
    Workspace workspace = stage.workspace();
    ConversationId thread =
        stage
            .tell(
                lead.tokens(),
                new ThreadCommand.Create(
                    workspace.clientId(),
                    Optional.of(workspace.id()),
                    act.about(),
                    List.of(workspace.owner().account()),
                    List.of(),
                    Optional.empty()))
            .conversation()
            .id();
    String path = "/" + act.about();
    stage.tell(
        lead.tokens(),
        new WebhookCommand.Subscribe(
            workspace.clientId(),
            thread,
            "Archive",
            new Secret(stage.services().url(path)),
            Optional.empty()));
    Plans.Step refused = stage.services().plans().answered(path, NOT_NOW);
    boolean waits = act.random().nextBoolean();
    Plans.Step held = stage.services().plans().held(path, TAKEN);
    stage.say(thread, "told");
    refused.await();
    acts.put(path, act);
    if (waits) {
      act.pause(WAITS_MS_MAX);
      act.remove(thread, lead.account());
      held.goOn();
    } else {
      held.await();
      Act.Removal removal = act.begin(thread, lead.account());
      removal.linger();
      held.goOn();
      removal.await();
    }
    stage.say(thread, "afterwards");
    return true;
  }

  @Override
  public void settle() throws Exception {
    // The feed reads twice a second; what it finds for webhooks that tell nothing is withdrawn.
    stage.awaitSent("webhook");
  }
}
