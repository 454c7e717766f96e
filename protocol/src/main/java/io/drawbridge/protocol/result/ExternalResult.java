package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.ExternalEntry;
import java.util.List;
import java.util.Optional;

/** The results of commands about all externals of a workspace. */
public sealed interface ExternalResult extends Result {

  /**
   * A page of externals.
   *
   * @param externals in the order asked for
   * @param total how many there are on all pages
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("externals")
  record Externals(List<ExternalEntry> externals, int total, Optional<String> next)
      implements ExternalResult {

    /** Copies the list. */
    public Externals {
      externals = List.copyOf(externals);
    }
  }

  /**
   * The externals of a workspace in numbers.
   *
   * @param counts how many there are, and may be
   */
  @JsonTypeName("external_counts")
  record Counted(ExternalCounts counts) implements ExternalResult {}

  /**
   * Everything that one external reaches in a workspace.
   *
   * @param external who
   * @param conversations what they reach, 500 at most, in the order of the conversations' ids
   * @param more there are others
   */
  @JsonTypeName("external_reach")
  record ExternalReach(
      ExternalEntry external, List<ReachedConversation> conversations, boolean more)
      implements ExternalResult {

    /** Copies the list. */
    public ExternalReach {
      conversations = List.copyOf(conversations);
    }
  }

  /**
   * What was asked for has ended.
   *
   * @param grants how many times one person lost one conversation
   * @param invitations how many were taken back
   * @param joinLinks how many were taken back
   * @param joinRequests how many ended
   * @param people how many lost something
   * @param conversations how many were lost by somebody
   * @param receipt the proof for all of them; names 500 sessions at most, and counts all by node
   */
  @JsonTypeName("externals_ended")
  record ExternalsEnded(
      int grants,
      int invitations,
      int joinLinks,
      int joinRequests,
      int people,
      int conversations,
      Receipt receipt)
      implements ExternalResult {}

  /**
   * The end of what was asked for is set.
   *
   * @param grants how many times one person has another end in one conversation now
   * @param invitations how many will give one that ends so
   * @param kept how many were left as they are because they may not end then
   * @param firstKept some of these with the reason, 50 at most, in the order of the people's ids
   */
  @JsonTypeName("externals_dated")
  record ExternalsDated(int grants, int invitations, int kept, List<KeptGrant> firstKept)
      implements ExternalResult {

    /** Copies the list. */
    public ExternalsDated {
      firstKept = List.copyOf(firstKept);
    }
  }

  /**
   * Somebody answers for what was asked for, or has confirmed it.
   *
   * @param grants how many times that is one person in one conversation
   * @param kept how many were left as they are
   * @param firstKept some of these with the reason, 50 at most, in the order of the people's ids
   */
  @JsonTypeName("externals_kept")
  record ExternalsKept(int grants, int kept, List<KeptGrant> firstKept) implements ExternalResult {

    /** Copies the list. */
    public ExternalsKept {
      firstKept = List.copyOf(firstKept);
    }
  }

  /**
   * A grant that was left as it is.
   *
   * @param person which external
   * @param conversation where
   * @param why the reason, for people
   */
  record KeptGrant(AccountId person, ConversationId conversation, String why) {}

  /**
   * What would end.
   *
   * @param grants how many times one person would lose one conversation
   * @param invitations how many would be taken back
   * @param joinLinks how many would be taken back
   * @param joinRequests how many would end
   * @param people how many would lose something
   * @param conversations how many would be lost by somebody
   * @param first some of the grants, 50 at most, in the order of the people's ids
   */
  @JsonTypeName("externals_to_end")
  record ExternalsToEnd(
      int grants,
      int invitations,
      int joinLinks,
      int joinRequests,
      int people,
      int conversations,
      List<ExternalGrant> first)
      implements ExternalResult {

    /** Copies the list. */
    public ExternalsToEnd {
      first = List.copyOf(first);
    }
  }
}
