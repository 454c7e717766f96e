package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import java.util.List;
import java.util.Optional;

/** The results of commands by which a member becomes an external, or a person is erased. */
public sealed interface SeatResult extends Result {

  /**
   * They are an external now.
   *
   * @param kept where they stay, of what was asked, in that order
   * @param refused where they do not stay though it was asked, in that order
   * @param ended how many conversations they lost
   * @param bots how many bots of theirs ended
   * @param receipt the proof for all of it, their sessions included
   */
  @JsonTypeName("demoted")
  record Demoted(
      List<ConversationId> kept, List<RefusedGrant> refused, int ended, int bots, Receipt receipt)
      implements SeatResult {

    /** Copies the lists. */
    public Demoted {
      kept = List.copyOf(kept);
      refused = List.copyOf(refused);
    }
  }

  /**
   * What would come of a demotion.
   *
   * @param kept where they would stay, of what was asked, in that order
   * @param refused where they would not, though it was asked, in that order
   * @param ended how many conversations they would lose
   * @param firstEnded some of these, 200 at most: those first in which they are by themselves, then
   *     in the order of their ids
   * @param bots how many bots of theirs would end
   * @param overQuota the quotas of externals have no room, so that it would be refused
   */
  @JsonTypeName("demotion_preview")
  record DemotionPreview(
      List<ConversationId> kept,
      List<RefusedGrant> refused,
      int ended,
      List<EndedPlace> firstEnded,
      int bots,
      boolean overQuota)
      implements SeatResult {

    /** Copies the lists. */
    public DemotionPreview {
      kept = List.copyOf(kept);
      refused = List.copyOf(refused);
      firstEnded = List.copyOf(firstEnded);
    }
  }

  /**
   * They are erased.
   *
   * @param grants how many conversations they lost
   * @param invitations how many open invitations ended
   * @param requests how many requests to be let in ended
   * @param messages how many messages of theirs were deleted
   * @param receipt the proof for all of it
   */
  @JsonTypeName("person_erased")
  record PersonErased(int grants, int invitations, int requests, int messages, Receipt receipt)
      implements SeatResult {}

  /**
   * What would come of an erasure.
   *
   * @param grants how many conversations they would lose
   * @param invitations how many open invitations would end
   * @param requests how many requests to be let in would end
   * @param messages how many messages of theirs there are, to be kept or deleted
   * @param suspended they are suspended, which would end
   */
  @JsonTypeName("erasure_preview")
  record ErasurePreview(int grants, int invitations, int requests, int messages, boolean suspended)
      implements SeatResult {}

  /**
   * A conversation in which somebody does not stay.
   *
   * @param conversation which
   * @param why the reason, for people
   */
  record RefusedGrant(ConversationId conversation, String why) {}

  /**
   * A conversation that somebody would lose.
   *
   * @param conversation which
   * @param kind group, thread or DM
   * @param name its name, if it is an open or private group or the reader is in it
   * @param own they are in it by themselves, not by groups alone
   */
  record EndedPlace(
      ConversationId conversation, ConversationKind kind, Optional<String> name, boolean own) {}
}
