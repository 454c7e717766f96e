package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import java.util.Optional;

/**
 * The policies in force for a conversation or a workspace: the questions that {@link AccessRules}
 * leaves to a workspace, each with its answer. What no workspace may choose (D2, D6, D8, D10, D20)
 * is no policy but a rule. A new one is a component here, and a line in {@link #DEFAULTS}.
 *
 * @param externalInvite who brings externals in (D1)
 * @param externalDm which part externals have in direct messages (D7)
 * @param externalStartThread whether externals start threads in the groups they are in (D9)
 * @param memberHistory how much of the past a member sees who is added, if nobody says (D16)
 * @param externalHistory the same for an external (D16)
 * @param memberInvite whether members who are no admins invite to the workspace (TS-10)
 */
public record Policies(
    ExternalInvite externalInvite,
    ExternalDm externalDm,
    boolean externalStartThread,
    HistoryWindow memberHistory,
    HistoryWindow externalHistory,
    boolean memberInvite) {

  /** The people who may bring externals in, the strictest choice first. */
  public enum ExternalInvite {
    OFF,
    /** Owners and admins of the workspace who are in the conversation. */
    ADMINS,
    /** Managers of the conversation; in a DM, which has none, those of the workspace. */
    CONVERSATION_ADMINS,
    MEMBERS
  }

  /** The part that externals have in direct messages, the strictest choice first. */
  public enum ExternalDm {
    NONE,
    MEMBERS_START_ONLY,
    /** They open one with those with whom they share a conversation. */
    CO_PARTICIPANTS
  }

  /** The policies of a workspace that has set none. */
  public static final Policies DEFAULTS =
      new Policies(
          ExternalInvite.MEMBERS,
          ExternalDm.CO_PARTICIPANTS,
          true,
          HistoryWindow.everything(),
          HistoryWindow.fromNow(),
          false);

  /** Those of a conversation: private and secret groups are closed unless somebody says so. */
  public static Policies of(Optional<Visibility> visibility) {
    return visibility.filter(it -> it != Visibility.OPEN).isPresent()
        ? DEFAULTS.closed()
        : DEFAULTS;
  }

  private Policies closed() {
    return new Policies(
        ExternalInvite.CONVERSATION_ADMINS,
        externalDm,
        externalStartThread,
        HistoryWindow.fromNow(),
        externalHistory,
        memberInvite);
  }
}
