package io.drawbridge.server.observe;

/**
 * Every metric of the server: name, unit and meaning. Prometheus shows dots as underscores, adds
 * the unit to the name, and {@code _total} to what is counted.
 */
public enum MetricName {
  DOMAIN_LOCK_WAIT(
      "drawbridge.domain.lock.wait",
      Unit.SECONDS,
      "waiting for a domain's lock; lane = append (shared) or change (exclusive)"),
  LANE_BATCH("drawbridge.lane.batch", Unit.ITEMS, "appends or changes in one transaction; by lane"),
  LANE_COMMIT(
      "drawbridge.lane.commit",
      Unit.SECONDS,
      "one transaction of a lane, begin to commit; by lane"),
  LANE_QUEUED("drawbridge.lane.queued", Unit.ITEMS, "appends that wait for their transaction"),
  LANE_POSTPONED(
      "drawbridge.lane.postponed", Unit.ITEMS, "domains put off because a change held their lock"),
  LANE_RETRIED("drawbridge.lane.retried", Unit.ITEMS, "appends or changes retried alone; by lane"),
  APPENDS("drawbridge.appends", Unit.ITEMS, "content committed: messages, edits, reactions, pins"),
  CHANGES("drawbridge.changes", Unit.ITEMS, "membership changes committed"),
  FENCE(
      "drawbridge.fence",
      Unit.SECONDS,
      "a removal from request to receipt; phase = lock, commit, fence, total"),
  FANOUT_GAPS(
      "drawbridge.fanout.gaps",
      Unit.ITEMS,
      "times a conversation's events were read from the database because one was missing"),
  NODE_SERVES(
      "drawbridge.node.serves",
      Unit.ITEMS,
      "1 while this node has the right to let something out, else 0"),
  DOORBELL_HEARS(
      "drawbridge.doorbell.hears",
      Unit.ITEMS,
      "1 while this node hears the rings of other nodes, else 0; without them it reads every"
          + " second, if there are several"),
  EXTERNAL_REMOVAL(
      "drawbridge.external.removal",
      Unit.SECONDS,
      "the canary's removals on this node, from request to receipt"),
  CANARY(
      "drawbridge.canary",
      Unit.ITEMS,
      "what the canary of this node found for another node, or itself; outcome = passed, unable;"
          + " and breaches: leaked, late, deaf"),
  CONNECTIONS("drawbridge.connections", Unit.ITEMS, "open WebSocket connections"),
  SOCKETS("drawbridge.sockets", Unit.ITEMS, "open sockets of the client port"),
  SOCKETS_UNPROVED(
      "drawbridge.sockets.unproved", Unit.ITEMS, "sockets among them that have shown no token"),
  SOCKETS_DROPPED(
      "drawbridge.sockets.dropped",
      Unit.ITEMS,
      "sockets closed so that others get in or memory suffices; reason = address, full, memory"),
  CONNECTION_FAILURES(
      "drawbridge.connection.failures",
      Unit.ITEMS,
      "connections that failed; kind = lost, tls, memory, other"),
  MEMORY_UNPROVED(
      "drawbridge.memory.unproved",
      Unit.BYTES,
      "what those without a token hold: unfinished input and answers not taken"),
  MEMORY_INPUT("drawbridge.memory.input", Unit.BYTES, "unfinished input of those with a token"),
  MEMORY_COMMANDS("drawbridge.memory.commands", Unit.BYTES, "commands under way over WebSockets"),
  MEMORY_OUTGOING("drawbridge.memory.outgoing", Unit.BYTES, "what waits to be sent"),
  UPLOADS("drawbridge.uploads", Unit.ITEMS, "requests that write the bytes of an upload now"),
  FILE_BYTES(
      "drawbridge.files.stored",
      Unit.BYTES,
      "files in the storage, whole or not, of all workspaces"),
  EXPORT_PARTS("drawbridge.export.parts", Unit.ITEMS, "parts of exports that were made"),
  DELIVERIES("drawbridge.deliveries", Unit.ITEMS, "frames written to WebSocket connections"),
  DELIVERED_BYTES("drawbridge.delivered", Unit.BYTES, "bytes written to WebSocket connections"),
  GATE_DROPS("drawbridge.gate.drops", Unit.ITEMS, "items the egress gate refused at the last step"),
  GATE_HOLDS("drawbridge.gate.holds", Unit.ITEMS, "times an outbox waited for a view to catch up"),
  OUTBOX_CUTOFFS(
      "drawbridge.outbox.cutoffs", Unit.ITEMS, "connections closed because they read too slowly"),
  OUTBOX_PURGED("drawbridge.outbox.purged", Unit.ITEMS, "queued items that a removal took back"),
  RESETS("drawbridge.resets", Unit.ITEMS, "connections reset by a removal with bytes still unsent"),
  COMMANDS(
      "drawbridge.commands", Unit.SECONDS, "a command from its arrival to its answer; by type"),
  COMMAND_ERRORS("drawbridge.command.errors", Unit.ITEMS, "commands refused; by error code"),
  QUOTA_REFUSALS(
      "drawbridge.quota.refusals",
      Unit.ITEMS,
      "writes refused by a quota; scope = member, external, conversation, workspace"),
  SECURITY_EVENTS(
      "drawbridge.security.events", Unit.ITEMS, "events that matter to security; by event"),
  SLASH(
      "drawbridge.slash",
      Unit.ITEMS,
      "slash commands; event = asked, answered (the asker alone), said (a message), unanswered"),
  EXIT_ROWS(
      "drawbridge.exit.rows",
      Unit.ITEMS,
      "attempts to send a row of the outbox; exit = mail, webhook, push; outcome = sent, withdrawn,"
          + " failed, dead"),
  MAIL_RETURNS(
      "drawbridge.mail.returns",
      Unit.ITEMS,
      "mails read where bounces come back; outcome = bounced, other"),
  PUSH_ENDED(
      "drawbridge.push.ended",
      Unit.ITEMS,
      "devices that their push service said are there no more"),
  OUTBOX_DUE("drawbridge.outbox.due", Unit.ITEMS, "rows that wait to be sent though they are due"),
  OUTBOX_DEAD(
      "drawbridge.outbox.dead", Unit.ITEMS, "rows that were given up, and are kept a while"),
  NOTICES("drawbridge.notices", Unit.ITEMS, "notices that this node has written"),
  NOTICES_TOLD(
      "drawbridge.notices.told",
      Unit.ITEMS,
      "notices of which this node has told connected people"),
  NOTICES_WAITING(
      "drawbridge.notices.waiting",
      Unit.ITEMS,
      "conversations with messages of which it is not decided yet to whom they mean something"),
  SCHEDULED_LATE(
      "drawbridge.scheduled.late",
      Unit.SECONDS,
      "from the time of the last scheduled message that this node sent to its sending"),
  PREVIEWS_FETCHED(
      "drawbridge.previews.fetched",
      Unit.ITEMS,
      "pages that were called to make a preview, each redirect for itself"),
  POLL_VOTES("drawbridge.poll.votes", Unit.ITEMS, "votes given in polls, each time one is changed"),
  RETRIES(
      "drawbridge.retries",
      Unit.ITEMS,
      "failed attempts at work that is tried until it is done, after a commit"),
  DATABASE_CALLERS(
      "drawbridge.database.callers", Unit.ITEMS, "threads that hold or wait for a connection"),
  DATABASE_UP("drawbridge.database.up", Unit.ITEMS, "1 while the database answers, else 0"),
  DATABASE_RESTARTS(
      "drawbridge.database.restarts",
      Unit.ITEMS,
      "times the embedded database had ended by itself and was started again"),
  DISK_FREE(
      "drawbridge.disk.free", Unit.BYTES, "what may still be written where the data folder is"),
  DISK_FULL(
      "drawbridge.disk.full",
      Unit.ITEMS,
      "1 while nothing more is posted for the lack of room, else 0"),
  CLOCK_ERROR(
      "drawbridge.clock.error",
      Unit.SECONDS,
      "how wrong this node's idea of the database clock can be"),
  CONTENT_DELETING(
      "drawbridge.content.deleting", Unit.ITEMS, "deleted conversations that are not empty yet"),
  CONTENT_HELD(
      "drawbridge.content.held",
      Unit.ITEMS,
      "texts and files that people took away and legal holds keep"),
  AUDIT_BEHIND(
      "drawbridge.audit.behind",
      Unit.SECONDS,
      "since this node last found every record of the audit in its chain; a second or two is"
          + " usual");

  /** The unit that a metric counts. */
  public enum Unit {
    SECONDS,
    BYTES,
    ITEMS
  }

  private final String dotted;
  private final Unit unit;
  private final String meaning;

  MetricName(String dotted, Unit unit, String meaning) {
    this.dotted = dotted;
    this.unit = unit;
    this.meaning = meaning;
  }

  public String dotted() {
    return dotted;
  }

  public Unit unit() {
    return unit;
  }

  public String meaning() {
    return meaning;
  }
}
