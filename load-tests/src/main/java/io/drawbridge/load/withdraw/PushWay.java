package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.push.GatewayPush;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.text.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A push that the gateway is being called for, one that waits to be tried again, or one that is
 * being planned. That the device is told to forget the conversation may come after the removal.
 */
final class PushWay implements Way {
  private static final int NOT_NOW = 503;
  private static final int TAKEN = 200;
  private static final int PLANNED_MS_MAX = 1_500;

  private final Stage stage;
  private final Map<ConversationId, Act> acts = new ConcurrentHashMap<>();

  PushWay(Stage stage) {
    this.stage = stage;
    stage.gateway().taken(this::taken);
  }

  private void taken(Callee.Call call) {
    GatewayPush push = stage.codec().read(call.body(), GatewayPush.class);
    if (push.message() instanceof PushMessage.Notice notice) {
      Act act = acts.get(notice.conversation());
      if (act != null) {
        act.seen().came(act.about(), call.body().length(), System.nanoTime());
      }
    }
  }

  @Override
  public Guest guest(String name) {
    Guest guest = stage.external(name);
    HttpDoor door = stage.door();
    door.call(
        guest.tokens(),
        new SessionCommand.SubscribePush(
            stage.workspace().clientId(),
            new PushTarget.Gateway(new Secret("device-of-" + name)),
            "phone",
            Optional.empty()));
    return guest;
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    ConversationId group = stage.workspace().group(act.about());
    acts.put(group, act);
    stage.add(guest, group);
    String mention = "<@%s>".formatted(guest.account());
    boolean planned = act.raced();
    boolean queued = act.random().nextBoolean();
    Plans plans = stage.gateway().plans();
    if (planned) {
      stage.say(group, mention);
      act.pause(PLANNED_MS_MAX);
      act.remove(group, guest.account());
    } else if (queued) {
      Plans.Step refused = plans.answered(group.toString(), NOT_NOW);
      stage.say(group, mention);
      refused.await();
      act.remove(group, guest.account());
    } else {
      Plans.Step held = plans.held(group.toString(), TAKEN);
      stage.say(group, mention);
      held.await();
      Act.Removal removal = act.begin(group, guest.account());
      removal.linger();
      held.goOn();
      removal.await();
    }
    stage.say(group, mention + " afterwards");
    return !planned;
  }

  @Override
  public void settle() throws Exception {
    // What was said last is judged within half a second, and planned within another.
    stage.awaitCount(
        0, "select count(*) from push_plan where due_at < clock_timestamp() + interval '1 minute'");
    stage.awaitSent("push");
  }
}
