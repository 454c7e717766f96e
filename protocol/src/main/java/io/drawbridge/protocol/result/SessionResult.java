package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.people.SessionView;
import io.drawbridge.protocol.push.PushDevice;
import java.time.Instant;
import java.util.List;

/** The results of commands about sessions. */
public sealed interface SessionResult extends Result {

  /**
   * The connection may live on.
   *
   * @param expiresAt when the new access token ends
   */
  @JsonTypeName("renewed")
  record Renewed(Instant expiresAt) implements SessionResult {}

  /**
   * The sender's sessions.
   *
   * @param sessions the one used last first
   */
  @JsonTypeName("sessions")
  record Sessions(List<SessionView> sessions) implements SessionResult {

    /** Copies the list. */
    public Sessions {
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * The changes that happened while the client was away; events after the cursors follow as frames.
   *
   * @param since what to send in the next resume
   * @param resync too much has changed to be listed: forget what is stored and list the inbox
   *     again; what is opened continues from its cursor all the same
   * @param gained conversations the client may see now
   * @param lost conversations whose stored content the client has to delete
   * @param changed conversations whose name, state or role changed
   * @param heads how far each conversation with something new has got
   * @param opened the conversations that are open now
   */
  @JsonTypeName("resumed")
  record Resumed(
      String since,
      boolean resync,
      List<ConversationView> gained,
      List<ConversationEnded> lost,
      List<ConversationView> changed,
      List<Head> heads,
      List<ConversationId> opened)
      implements SessionResult {

    /** Copies the list. */
    public Resumed {
      gained = List.copyOf(gained);
      lost = List.copyOf(lost);
      changed = List.copyOf(changed);
      heads = List.copyOf(heads);
      opened = List.copyOf(opened);
    }
  }

  /**
   * The device is pushed to.
   *
   * @param device which
   */
  @JsonTypeName("push_subscribed")
  record PushSubscribed(PushDeviceId device) implements SessionResult {}

  /**
   * The sender's devices that are pushed to.
   *
   * @param devices the newest first
   * @param webKey the server's public key, with which browsers subscribe: an uncompressed point of
   *     P-256 in base64url
   * @param gateway whether apps can be reached
   */
  @JsonTypeName("push_devices")
  record PushDevices(List<PushDevice> devices, String webKey, boolean gateway)
      implements SessionResult {

    /** Copies the list. */
    public PushDevices {
      devices = List.copyOf(devices);
    }
  }
}
