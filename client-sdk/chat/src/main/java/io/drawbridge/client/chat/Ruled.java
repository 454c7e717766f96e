package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyOrder;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.PolicyResult;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Shows and sets the policies of the conversation one is in, or else of one's workspace. */
final class Ruled {
  private static final String BACK = "default";

  private final ChatClient client;
  private final Optional<ConversationId> conversation;
  private final Optional<WorkspaceId> workspace;
  private final Consumer<String> out;

  Ruled(
      ChatClient client,
      Optional<ConversationId> conversation,
      Optional<WorkspaceId> workspace,
      Consumer<String> out) {
    this.client = client;
    this.conversation = conversation;
    this.workspace = workspace;
    this.out = out;
  }

  /** Does what is typed behind the command: nothing, or the name of a policy and its new value. */
  void line(String typed) {
    if (typed.isEmpty()) {
      out.accept(lines(show()));
      return;
    }
    String[] words = typed.split("\\s+", 2);
    if (words[0].equals("plan")) {
      out.accept(plan());
      return;
    }
    if (words[0].equals("enforce")) {
      out.accept(enforce(Optional.of(words).filter(it -> it.length > 1).map(it -> it[1])));
      return;
    }
    PolicyKey key =
        Arrays.stream(PolicyKey.values())
            .filter(it -> it.wire().equals(words[0]))
            .findFirst()
            .orElseThrow(() -> new Misused("There is no such policy; /policy shows them."));
    if (words.length < 2) {
      throw new Misused("Say its value too: %s, or %s.".formatted(choices(key), BACK));
    }
    PolicyView now = words[1].equals(BACK) ? back(key) : set(key, words[1]);
    out.accept("Set: %s is %s".formatted(key.wire(), value(now.inForce(), key)));
  }

  private PolicyView show() {
    return conversation
        .map(here -> client.policies().show(here))
        .orElseGet(() -> client.policies().show(home()))
        .join()
        .policies();
  }

  private PolicyView set(PolicyKey key, String text) {
    PolicyValues values = PolicyValues.NONE.parsed(key, text);
    return conversation
        .map(here -> client.policies().set(here, values))
        .orElseGet(() -> client.policies().set(home(), values))
        .join()
        .policies();
  }

  private PolicyView back(PolicyKey key) {
    return conversation
        .map(here -> client.policies().reset(here, key))
        .orElseGet(() -> client.policies().reset(home(), key))
        .join()
        .policies();
  }

  /** Who is in against what is in force. */
  private String plan() {
    PolicyResult.PolicyPlan plan =
        conversation
            .map(here -> client.policies().plan(here, PolicyValues.NONE))
            .orElseGet(() -> client.policies().plan(home(), PolicyValues.NONE))
            .join();
    return ("%d people in %d conversations are against it."
            + " Invitations for nothing: %d; exceptions: %d.")
        .formatted(plan.people(), plan.conversations(), plan.invitations(), plan.excepted());
  }

  private String enforce(Optional<String> days) {
    Optional<Integer> inDays = days.map(Ruled::number);
    PolicyResult.PoliciesEnforced done =
        conversation
            .map(here -> client.policies().enforce(here, inDays))
            .orElseGet(() -> client.policies().enforce(home(), inDays))
            .join();
    return "Ended, for good: %d; ends by itself now: %d; exceptions: %d."
        .formatted(done.ended(), done.dated(), done.excepted());
  }

  private static int number(String days) {
    try {
      return Integer.parseInt(days);
    } catch (NumberFormatException e) {
      throw new Misused("Type the number of days, or nothing for now.");
    }
  }

  private WorkspaceId home() {
    return workspace.orElseThrow(() -> new Misused("You are in no workspace."));
  }

  private static String lines(PolicyView view) {
    return view.orders().stream().map(order -> line(view, order)).collect(Collectors.joining("\n"));
  }

  /** One policy: its value, whether that is set just here, and the values that it takes. */
  private static String line(PolicyView view, PolicyOrder order) {
    PolicyKey key = order.key();
    boolean own = view.own().flatMap(values -> values.text(key)).isPresent();
    return "  %-24s %-20s %s  (%s)"
        .formatted(
            key.wire(), value(view.inForce(), key), own ? "set here" : "        ", choices(key));
  }

  private static String value(PolicyValues values, PolicyKey key) {
    return values.text(key).map(Printable::line).orElse("-");
  }

  private static String choices(PolicyKey key) {
    return String.join(" < ", key.strictestFirst());
  }
}
