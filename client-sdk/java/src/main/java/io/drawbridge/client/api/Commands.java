package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.client.export.Exports;
import io.drawbridge.client.file.SharedFiles;
import io.drawbridge.client.poll.Polls;
import io.drawbridge.client.push.Pushes;
import io.drawbridge.client.slash.Slash;
import io.drawbridge.client.webhook.Webhooks;
import io.drawbridge.client.writing.Writing;

/**
 * Has the commands as methods, an object for each feature. A {@link
 * io.drawbridge.client.ChatClient} is one; {@link io.drawbridge.client.bot.Incoming#once} is
 * another, whose changes are named after a message. Thread-safe.
 */
public interface Commands extends Caller {

  /** Makes a name for the next change, see {@link io.drawbridge.protocol.command.Mutation}. */
  String nextClientId();

  /** Messages: send, edit, delete, react, pin, history. */
  default Messages messages() {
    return new Messages(this);
  }

  /** Files: list, replace, remove; their bytes go by the client's transfers. */
  default SharedFiles files() {
    return new SharedFiles(this);
  }

  /** Polls: ask, vote, close, show. */
  default Polls polls() {
    return new Polls(this);
  }

  /** Exports: of a workspace that one owns, and of what is one's own. */
  default Exports exports() {
    return new Exports(this);
  }

  /** The people of a conversation: add, remove, paths. */
  default Members members() {
    return new Members(this);
  }

  /** Conversations of any kind: show, rename, close, lock, roster, leave; and DMs. */
  default Conversations conversations() {
    return new Conversations(this);
  }

  /** Threads: create. */
  default Threads threads() {
    return new Threads(this);
  }

  /** Groups: create, list, join, roles. */
  default Groups groups() {
    return new Groups(this);
  }

  /** The conversations that arrive in full: open, close, follow. */
  default Interest interest() {
    return new Interest(this);
  }

  /** The inbox, markers and receipts. */
  default Inbox inbox() {
    return new Inbox(this);
  }

  /** Invitations: list, accept, decline, resend. */
  default Invitations invitations() {
    return new Invitations(this);
  }

  /** Join links, and who asks by them: create, list, revoke, apply, approve, deny. */
  default JoinLinks joinLinks() {
    return new JoinLinks(this);
  }

  /** Workspaces: members, roles, suspension, bots. */
  default Workspaces workspaces() {
    return new Workspaces(this);
  }

  /** The policies of workspaces and conversations: show, set. */
  default Policies policies() {
    return new Policies(this);
  }

  /** All externals of a workspace: end what they have. */
  default Externals externals() {
    return new Externals(this);
  }

  /** The commands about drafts, messages to be sent later, and those that are passed on. */
  default Writing writing() {
    return new Writing(this);
  }

  /** Webhooks of a conversation: create, subscribe, list, rotate, delete, replay. */
  default Webhooks webhooks() {
    return new Webhooks(this);
  }

  /** The account's devices that are pushed to: subscribe, list, unsubscribe. */
  default Pushes push() {
    return new Pushes(this);
  }

  /** Slash commands of bots: register, list, run, answer. */
  default Slash slash() {
    return new Slash(this);
  }

  /** The audit log of a workspace: list, export; and who could see what of it. */
  default Audit audit() {
    return new Audit(this);
  }

  /** People: find, presence, typing. */
  default People people() {
    return new People(this);
  }

  /** The account itself: name, status, password. */
  default Account account() {
    return new Account(this);
  }

  /** The account's sessions: list, revoke. */
  default Sessions sessions() {
    return new Sessions(this);
  }
}
