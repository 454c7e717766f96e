package io.drawbridge.protocol.join;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A join link, as who made it and who manages the conversation see it. Its token is shown to nobody
 * again.
 *
 * @param link which
 * @param conversation into which conversation
 * @param kind what kind of conversation
 * @param title its name, if the reader may know it
 * @param maker who made it
 * @param state whether people can apply by it
 * @param usesMax how many people it lets in
 * @param uses how many it has let in, open invitations by it among them
 * @param mailDomains the mail domains that who comes by it must have; absent: any
 * @param approval each application waits for an answer
 * @param history how much of the past they see; absent: what the policies say
 * @param until when the access it gives ends
 * @param days how many days the access it gives lasts
 * @param relation what they are to us
 * @param note what stands on its page
 * @param conditions what else ends the access it gives, if something does
 * @param createdAt when it was made
 * @param expiresAt when it stops working
 */
public record JoinLinkView(
    JoinLinkId link,
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> title,
    Person maker,
    JoinLinkState state,
    int usesMax,
    int uses,
    Optional<List<String>> mailDomains,
    boolean approval,
    Optional<HistoryWindow> history,
    Optional<Instant> until,
    Optional<Integer> days,
    Optional<String> relation,
    Optional<String> note,
    Optional<EndConditions> conditions,
    Instant createdAt,
    Instant expiresAt) {

  /** Copies the list. */
  public JoinLinkView {
    mailDomains = mailDomains.map(List::copyOf);
  }
}
