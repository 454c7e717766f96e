package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.file.FileVersion;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.poll.PollVoter;
import io.drawbridge.protocol.search.FoundConversation;
import io.drawbridge.protocol.search.Hit;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.protocol.writing.MessageVersion;
import io.drawbridge.protocol.writing.ScheduledView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about messages, their files and their polls. */
public sealed interface MessageResult extends Result {

  /**
   * The message is stored.
   *
   * @param conversation where
   * @param pos its position
   * @param sentAt when
   */
  @JsonTypeName("sent")
  record Sent(ConversationId conversation, long pos, Instant sentAt) implements MessageResult {}

  /**
   * The change is stored.
   *
   * @param conversation where
   * @param pos the position of the change itself, not of the message
   */
  @JsonTypeName("changed")
  record Changed(ConversationId conversation, long pos) implements MessageResult {}

  /**
   * Messages of a conversation.
   *
   * @param messages in the order of their positions
   * @param moreBefore there are earlier ones
   * @param moreAfter there are later ones
   */
  @JsonTypeName("history")
  record History(List<Message> messages, boolean moreBefore, boolean moreAfter)
      implements MessageResult {

    /** Copies the list. */
    public History {
      messages = List.copyOf(messages);
    }
  }

  /**
   * The pinned messages.
   *
   * @param messages in the order of their positions
   */
  @JsonTypeName("pins")
  record Pins(List<Message> messages) implements MessageResult {

    /** Copies the list. */
    public Pins {
      messages = List.copyOf(messages);
    }
  }

  /**
   * What a search found. A page of long texts holds fewer than were asked for.
   *
   * @param messages in the order asked for
   * @param conversations those whose name was meant, by name; at most 20, on the first page
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("found")
  record Found(List<Hit> messages, List<FoundConversation> conversations, Optional<String> next)
      implements MessageResult {

    /** Copies the lists. */
    public Found {
      messages = List.copyOf(messages);
      conversations = List.copyOf(conversations);
    }
  }

  /**
   * An upload.
   *
   * @param file its id, by which a message will carry it
   * @param received bytes that the server has, and keeps
   * @param size bytes of the whole
   * @param expiresAt when it is given up if nothing comes
   */
  @JsonTypeName("upload")
  record Upload(FileId file, long received, long size, Instant expiresAt)
      implements MessageResult {}

  /**
   * A poll as it stands. To who sees no other external there (N-15) it counts the votes of those
   * they see; of an anonymous one, where nobody can tell whose they are, it counts none.
   *
   * @param conversation where
   * @param pos the position of its message
   * @param poll what one chooses among
   * @param tally the votes; absent if they are not told, as where not all are counted on every page
   *     but the first
   * @param mine the places of the options that the sender chose, ascending
   * @param voters who chose what; none of an anonymous one
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("poll")
  record Poll(
      ConversationId conversation,
      long pos,
      PollView poll,
      Optional<PollTally> tally,
      List<Integer> mine,
      List<PollVoter> voters,
      Optional<String> next)
      implements MessageResult {

    /** Copies the lists. */
    public Poll {
      mine = List.copyOf(mine);
      voters = List.copyOf(voters);
    }
  }

  /**
   * Files with their messages.
   *
   * @param files those of the newest message first
   * @param moreBefore there are some of earlier messages
   */
  @JsonTypeName("files")
  record Files(List<SharedFile> files, boolean moreBefore) implements MessageResult {

    /** Copies the list. */
    public Files {
      files = List.copyOf(files);
    }
  }

  /**
   * The versions of a file.
   *
   * @param versions the newest first
   */
  @JsonTypeName("versions")
  record Versions(List<FileVersion> versions) implements MessageResult {

    /** Copies the list. */
    public Versions {
      versions = List.copyOf(versions);
    }
  }

  /**
   * A page of the sender's drafts.
   *
   * @param drafts the last one saved first
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("drafts")
  record Drafts(List<DraftView> drafts, Optional<String> next) implements MessageResult {

    /** Copies the list. */
    public Drafts {
      drafts = List.copyOf(drafts);
    }
  }

  /**
   * A message waits to be sent.
   *
   * @param scheduled its id
   * @param at when it is sent
   */
  @JsonTypeName("scheduled")
  record Scheduled(ScheduledId scheduled, Instant at) implements MessageResult {}

  /**
   * A page of what the sender has scheduled.
   *
   * @param scheduled what is held, then the next one first
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("scheduled_page")
  record ScheduledPage(List<ScheduledView> scheduled, Optional<String> next)
      implements MessageResult {

    /** Copies the list. */
    public ScheduledPage {
      scheduled = List.copyOf(scheduled);
    }
  }

  /**
   * What a message says, and what it said before.
   *
   * @param versions the first one first, and the present one last; of many the first and the newest
   */
  @JsonTypeName("message_versions")
  record MessageVersions(List<MessageVersion> versions) implements MessageResult {

    /** Copies the list. */
    public MessageVersions {
      versions = List.copyOf(versions);
    }
  }

  /**
   * Where the original of a message stands.
   *
   * @param original absent if the message was not passed on, or the sender does not see the
   *     original where it stands
   */
  @JsonTypeName("message_source")
  record Source(Optional<MessagePlace> original) implements MessageResult {}

  /**
   * The threads that came of a message.
   *
   * @param threads each with the message by which it began, the newest first
   */
  @JsonTypeName("message_threads")
  record Threads(List<MessagePlace> threads) implements MessageResult {

    /** Copies the list. */
    public Threads {
      threads = List.copyOf(threads);
    }
  }
}
