package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ExternalGrant;
import java.util.List;

/** The results of commands about all externals of a workspace. */
public sealed interface ExternalResult extends Result {

  /**
   * What was asked for has ended.
   *
   * @param grants how many times one person lost one conversation
   * @param invitations how many were taken back
   * @param people how many lost something
   * @param conversations how many were lost by somebody
   * @param receipt the proof for all of them; names 500 sessions at most, and counts all by node
   */
  @JsonTypeName("externals_ended")
  record ExternalsEnded(int grants, int invitations, int people, int conversations, Receipt receipt)
      implements ExternalResult {}

  /**
   * What would end.
   *
   * @param grants how many times one person would lose one conversation
   * @param invitations how many would be taken back
   * @param people how many would lose something
   * @param conversations how many would be lost by somebody
   * @param first some of the grants, 50 at most, in the order of the people's ids
   */
  @JsonTypeName("externals_to_end")
  record ExternalsToEnd(
      int grants, int invitations, int people, int conversations, List<ExternalGrant> first)
      implements ExternalResult {

    /** Copies the list. */
    public ExternalsToEnd {
      first = List.copyOf(first);
    }
  }
}
