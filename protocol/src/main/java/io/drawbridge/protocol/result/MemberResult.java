package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.InvitationId;
import java.util.List;
import java.util.Optional;

/** The results of commands about the people of a conversation. */
public sealed interface MemberResult extends Result {

  /**
   * They are on the roster.
   *
   * @param state active, or invited
   * @param invitation the invitation that was mailed
   */
  @JsonTypeName("member_added")
  record MemberAdded(RosterState state, Optional<InvitationId> invitation)
      implements MemberResult {}

  /**
   * They were taken out.
   *
   * @param receipt the proof
   * @param remaining what still leads the person there
   */
  @JsonTypeName("removed")
  record Removed(Receipt receipt, List<Path> remaining) implements MemberResult {

    /** Copies the list. */
    public Removed {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * The paths that lead a person to a conversation.
   *
   * @param paths empty if nothing does
   */
  @JsonTypeName("paths")
  record Paths(List<Path> paths) implements MemberResult {

    /** Copies the list. */
    public Paths {
      paths = List.copyOf(paths);
    }
  }
}
