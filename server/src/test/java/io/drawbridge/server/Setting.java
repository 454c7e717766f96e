package io.drawbridge.server;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@code policy.set}, with as much as a test has to say. */
public final class Setting {
  private Setting() {}

  public static PolicyCommand.Set of(WorkspaceId workspace, PolicyValues values) {
    return command(Optional.of(workspace), Optional.empty(), values, List.of());
  }

  public static PolicyCommand.Set of(ConversationId conversation, PolicyValues values) {
    return command(Optional.empty(), Optional.of(conversation), values, List.of());
  }

  /** Takes the values of a workspace back. */
  public static PolicyCommand.Set back(WorkspaceId workspace, PolicyKey... keys) {
    return command(Optional.of(workspace), Optional.empty(), PolicyValues.NONE, List.of(keys));
  }

  /** Takes those of a conversation back. */
  public static PolicyCommand.Set back(ConversationId conversation, PolicyKey... keys) {
    return command(Optional.empty(), Optional.of(conversation), PolicyValues.NONE, List.of(keys));
  }

  private static PolicyCommand.Set command(
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      PolicyValues values,
      List<PolicyKey> reset) {
    return new PolicyCommand.Set(TestSteps.clientId(), workspace, conversation, values, reset);
  }

  public static PolicyValues invite(ExternalInvite value) {
    return values(Map.of(PolicyKey.EXTERNAL_INVITE, value));
  }

  public static PolicyValues value(PolicyKey key, Object value) {
    return values(Map.of(key, value));
  }

  /** Values of these policies alone. */
  public static PolicyValues values(Map<PolicyKey, Object> values) {
    return PolicyValues.NONE.with(
        PolicyValues.NONE,
        new PolicyValues.Choice() {
          @Override
          @SuppressWarnings("unchecked") // a wrong type fails the test that gives it
          public <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other) {
            return Optional.ofNullable((T) values.get(key));
          }
        });
  }
}
