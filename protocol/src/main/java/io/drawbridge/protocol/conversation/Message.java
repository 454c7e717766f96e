package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.preview.LinkPreview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as it is now.
 *
 * @param conversation where
 * @param pos its position, which together with the conversation is its name
 * @param author who wrote it
 * @param text what it says, nothing if it only carries files; absent if it was deleted
 * @param sentAt when it was sent
 * @param editedAt when it was last edited
 * @param quote the position of the message it answers
 * @param pinned is pinned
 * @param reactions in the order of their first use
 * @param files that it carries, in the order in which they were given
 * @param externalVisible somebody from outside sees it now, by their floor (HCL-54); of very many
 *     the two hundred who have been there longest count. Said where messages are read, absent in
 *     events. To who sees no other external (N-15) it is true of all that they see: they see it
 * @param poll what it asks, if it is a poll
 * @param previews what the pages say of themselves to which it links; none where it was just sent
 *     or edited
 * @param forwarded where its text comes from, if it was passed on
 */
public record Message(
    ConversationId conversation,
    long pos,
    Person author,
    Optional<String> text,
    Instant sentAt,
    Optional<Instant> editedAt,
    Optional<Long> quote,
    boolean pinned,
    List<Reaction> reactions,
    List<FileView> files,
    Optional<Boolean> externalVisible,
    Optional<PollView> poll,
    List<LinkPreview> previews,
    Optional<Forwarded> forwarded) {

  /** Copies the lists. */
  public Message {
    previews = List.copyOf(previews);
    reactions = List.copyOf(reactions);
    files = List.copyOf(files);
  }

  /** A message that is its text alone. */
  public Message(
      ConversationId conversation,
      long pos,
      Person author,
      Optional<String> text,
      Instant sentAt,
      Optional<Instant> editedAt,
      Optional<Long> quote,
      boolean pinned,
      List<Reaction> reactions) {
    this(
        conversation,
        pos,
        author,
        text,
        sentAt,
        editedAt,
        quote,
        pinned,
        reactions,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
