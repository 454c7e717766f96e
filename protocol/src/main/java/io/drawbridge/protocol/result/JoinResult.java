package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.text.Secret;
import java.util.List;
import java.util.Optional;

/** The results of commands about join links and requests to join. */
public sealed interface JoinResult extends Result {

  /**
   * The join link is there.
   *
   * @param link which
   * @param token what its page sends; shown this once
   * @param url the address of its page, to be passed on
   */
  @JsonTypeName("join_link_created")
  record JoinLinkCreated(JoinLinkId link, Secret token, Secret url) implements JoinResult {}

  /**
   * Join links.
   *
   * @param links of a conversation the newest first, of a workspace in the order of their ids
   * @param more there are others
   */
  @JsonTypeName("join_links")
  record JoinLinks(List<JoinLinkView> links, boolean more) implements JoinResult {

    /** Copies the list. */
    public JoinLinks {
      links = List.copyOf(links);
    }
  }

  /**
   * A join link, as somebody who has it may see it.
   *
   * @param inviter the name of who made it
   * @param kind what kind of conversation it leads to
   * @param title the name of an open or private group; absent for others
   * @param note what who made it wrote
   * @param approval who manages the conversation answers each application
   */
  @JsonTypeName("join_link_shown")
  record JoinLinkShown(
      String inviter,
      ConversationKind kind,
      Optional<String> title,
      Optional<String> note,
      boolean approval)
      implements JoinResult {}

  /**
   * The application was taken.
   *
   * @param outcome what came of it
   * @param conversation where they are now, if they joined
   * @param request which request waits, to somebody who is signed in
   */
  @JsonTypeName("join_applied")
  record JoinApplied(
      JoinOutcome outcome, Optional<ConversationId> conversation, Optional<JoinRequestId> request)
      implements JoinResult {}

  /**
   * Requests to join that nobody has answered.
   *
   * @param requests the oldest first
   * @param more there are others
   */
  @JsonTypeName("join_requests")
  record JoinRequests(List<JoinRequestView> requests, boolean more) implements JoinResult {

    /** Copies the list. */
    public JoinRequests {
      requests = List.copyOf(requests);
    }
  }
}
