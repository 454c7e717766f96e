package io.drawbridge.server.exit.surface;

/**
 * One place where data leaves the server. A new one is an entry here, and says what lets it out,
 * where each piece is judged, what a fence does about it, and how it ends. {@code docs/surfaces.md}
 * shows the table.
 */
public enum Surface {
  SESSION(
      "events, answers and notices to one connected device",
      "the egress gate, on the connection's event loop, item by item as it leaves the outbox",
      "judges the queue again and drops what is refused; resets a socket with unflushed bytes",
      "with its token, its session, its place among the account's connections, or the socket"),
  REQUEST(
      "the answer to one command over HTTP",
      "the egress gate, on the connection's event loop, as the last step before the socket",
      "leaves the judging to that step; resets a socket with unflushed bytes",
      "with its answer, its token, or its session"),
  EXPORT(
      "a workspace's audit log, a workspace, or what is one's own, in chunks of one HTTP answer",
      "as an answer, chunk by chunk and line by line, each decided again when the one before is"
          + " with the kernel",
      "leaves the judging to that step; resets a socket with unflushed bytes",
      "with its end, its reader's right, its token, or its session; cut off before its end it does"
          + " not verify"),
  FILE(
      "the bytes of a file of a message, or of its thumbnail, in pieces of one HTTP answer",
      "the egress gate, by the place of the message, on the connection's event loop, piece by"
          + " piece: each as the last step before the socket, when the one before is with the"
          + " kernel",
      "leaves the judging to that step; resets a socket with unflushed bytes",
      "with its end, its reader's right to the message, its token, or its session; cut off before"
          + " its end it is shorter than it says"),
  REFUSAL(
      "a code, a sentence and the id of the request; what is absent and what is forbidden are"
          + " alike",
      "nowhere: it is made of the failure alone, and carries nothing that was read",
      "lets it pass, or drops it with the queue it stands in",
      "with the outlet it stands in"),
  TRANSPORT(
      "handshakes, pings, pongs, close frames and their codes",
      "nowhere: it carries nothing that was read",
      "lets it pass",
      "with the socket"),
  PAGE(
      "the static files of the page, the same for everybody",
      "nowhere: they are part of the program",
      "lets it pass",
      "with the response"),
  MANAGEMENT(
      "health and metrics: numbers and names of parts, never of people",
      "by the port, which is for the operator, and by the name the request asks for",
      "lets it pass",
      "with the response"),
  MAIL(
      "letters on their way to a mail server or a file, one recipient each",
      "the source of its kind, and who wants no more, in a snapshot just before it is handed over",
      "asks the source again about what is under way on any node, and waits for what is withdrawn",
      "when the next hop has it, when it is withdrawn, or as a dead letter"),
  MAIL_SIGN_IN(
      "a link that signs its addressee in",
      "the link is still good, and the address has an account",
      "as all mail",
      "with the link"),
  MAIL_INVITATION(
      "who invites into what, and their note, with the link to accept",
      "the invitation is good now: its inviter may, its addressee is not suspended, the link works",
      "as all mail",
      "with the invitation"),
  MAIL_WORKSPACE_INVITATION(
      "who invites into which workspace, and their note, with the link to accept",
      "the invitation is good now, and the link works",
      "as all mail",
      "with the invitation"),
  MAIL_ADDED(
      "who added somebody to what, and their note",
      "the addition stands",
      "as all mail",
      "with the addition"),
  MAIL_EXPIRING(
      "whose access to what ends when, to the external and to who answers for them",
      "the link still holds and ends; the sponsor is a member",
      "as all mail",
      "with the link"),
  MAIL_CONFIRMING(
      "how many externals of which workspace have to be confirmed by when, to who answers for them",
      "there are some, and they answer for them or are in charge there",
      "as all mail",
      "when the next hop has it"),
  MAIL_ORPHANED(
      "for how many externals of which workspace nobody answers, to who is in charge there",
      "there are some, and they are in charge there",
      "as all mail",
      "when the next hop has it"),
  MAIL_CREDENTIAL_CHANGED(
      "what was changed about opening an account, to its owner",
      "nowhere: it is the owner's own, and holds whatever happens",
      "as all mail",
      "when the next hop has it"),
  MAIL_AWAITING(
      "how many people wait to be let into a workspace, to who decides it",
      "some wait, and they may decide it",
      "as all mail",
      "when the next hop has it"),
  MAIL_REPORTS(
      "how many reports of messages of a workspace are open, to who runs it",
      "some are open that they may see, and they run it",
      "as all mail",
      "when the next hop has it"),
  MAIL_OUTCOME(
      "how many invitations into a workspace were approved, refused or came back, to who invited",
      "it is still so, and they see where to",
      "as all mail",
      "when the next hop has it"),
  MAIL_NOTICES(
      "who wrote to somebody or named them, in which conversation; to members, and where a policy"
          + " says so to externals, what they wrote",
      "line by line: the reader sees the message and its author, has not read it, and wants mails",
      "as all mail; a mail under way that may hold a line taken away is waited for",
      "when the next hop has it, or nothing of it is left to tell"),
  PREVIEW(
      "a GET of a link that stands in a message, without cookie, referrer or name of anybody",
      "nowhere: it holds nothing but the link; whether its message stands is asked before",
      "lets it pass: what comes of it is told as an event, which is judged as its message is",
      "with the head of the page, half a MiB, or ten seconds"),
  WEBHOOK(
      "one event of a conversation to a URL that somebody who manages it named, signed",
      "its owner manages the conversation and sees the event, and the policies let it tell of"
          + " externals, in a snapshot just before it is handed over",
      "asks again about what is under way on any node, and waits for what is withdrawn",
      "when the other service has it, when it is withdrawn, or as a dead letter"),
  PUSH(
      "that there is something in which conversation, to a device, by its browser's push service or"
          + " the operator's gateway; to members, where a policy says so, also what was written;"
          + " and that a conversation is theirs no more",
      "the device is still pushed to, its person sees the message and its author, has not read it"
          + " and wants to hear of it, in a snapshot just before it is handed over",
      "asks again about what is under way on any node, and waits for what is withdrawn; what may"
          + " show on a device is called back by its conversation's id",
      "when the push service has it, when it is withdrawn, or as a dead letter"),
  LOG(
      "one event a line: ids and codes, never text, names, addresses or secrets",
      "where the line is written; it is for the operator",
      "lets it pass",
      "as the operator keeps it"),
  TERMINAL(
      "what the commands of ./drawbridge print: one-time links for the operator, checks, dead"
          + " letters",
      "by the machine: who runs them has the database",
      "lets it pass",
      "with the command"),
  DATA_FOLDER(
      "the server's keys and the embedded database's password, as files for its user alone",
      "by the file's rights",
      "lets it pass",
      "with the folder"),
  BACKUP(
      "everything but the keys: all rows of the database, and the bytes of files, as one archive",
      "by the machine: who writes it has the database; the archive's mode is 0600",
      "lets it pass: it is what there was at its moment, and the operator's",
      "as the operator keeps it"),
  OBJECT_STORE(
      "the bytes of files on their way to the S3 bucket that keeps them, if one is configured",
      "nowhere: nothing is read there without the right to its message; the bucket is the"
          + " operator's",
      "lets it pass",
      "with the request"),
  CLIENT(
      "what the demo's people, and an operator's tasks, say to this very server as any client",
      "by the server it is said to",
      "is on the other side",
      "with the program");

  private final String what;
  private final String judged;
  private final String fence;
  private final String end;

  Surface(String what, String judged, String fence, String end) {
    this.what = what;
    this.judged = judged;
    this.fence = fence;
    this.end = end;
  }

  /** The data that it lets out. */
  public String what() {
    return what;
  }

  /** The place where each piece is judged. */
  public String judged() {
    return judged;
  }

  /** The part of a fence about it. */
  public String fence() {
    return fence;
  }

  /** The end of it. */
  public String end() {
    return end;
  }
}
