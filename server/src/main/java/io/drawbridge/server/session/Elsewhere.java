package io.drawbridge.server.session;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.server.access.egress.Tag;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The devices that are connected to other nodes: whose they are, and what they are told that stands
 * in no log. What it knows may be a second old; what it is told is lost when a node has trouble.
 * Thread-safe; returns at once.
 */
public interface Elsewhere {
  /** No other node serves. */
  Elsewhere NOWHERE =
      new Elsewhere() {
        @Override
        public boolean has(AccountId account) {
          return false;
        }

        @Override
        public void send(Collection<AccountId> to, Tag tag, Event event) {
          // Nobody is there.
        }

        @Override
        public void sendToOpen(Tag tag, Event event, Set<AccountId> except) {
          // Nobody is there.
        }

        @Override
        public void tell(Word word) {
          // Nobody is there.
        }

        @Override
        public void listen(Listener listener) {
          // Nobody speaks.
        }
      };

  /** Returns whether a device of the account is connected to another node. */
  boolean has(AccountId account);

  /** Sends to all devices of the accounts there, judged by the gates there with this tag. */
  void send(Collection<AccountId> to, Tag tag, Event event);

  /**
   * Does the same for those devices that have the conversation of the tag open, but for those of
   * these people. The tag is one of a conversation or of content.
   */
  void sendToOpen(Tag tag, Event event, Set<AccountId> except);

  /** Tells the other nodes what they keep for sessions. */
  void tell(Word word);

  /** What one node has another know. */
  sealed interface Word {
    /** Somebody said how they are there; on all devices. */
    record Said(AccountId account, PresenceState state, Optional<String> text) implements Word {}

    /** Somebody blocked another person, or does so no more. */
    record Blocked(AccountId person, AccountId other, boolean on) implements Word {}

    /** Somebody follows a conversation, or does so no more. */
    record Followed(AccountId account, ConversationId conversation, boolean on) implements Word {}
  }

  /** Adds somebody who hears what comes from other nodes; call at start-up. */
  void listen(Listener listener);

  /** Hears of people at other nodes. Any thread; returns soon. */
  interface Listener {
    /**
     * Hears that devices of the account came or went there, or that it said something.
     *
     * @param said what it says of how it is there; empty if it says nothing
     */
    void moved(AccountId account, Optional<Word.Said> said);

    /** Hears of a block. */
    void blocked(Word.Blocked block);
  }
}
