package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.conversation.ConversationCommands;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.inbox.InboxCommands;
import io.drawbridge.server.inbox.MarkerLane;
import io.drawbridge.server.inbox.MarkerSignals;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.membership.MembershipCommands;
import io.drawbridge.server.message.MessageCommands;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.people.PeopleCommands;
import io.drawbridge.server.presence.PresenceCommands;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.quota.MeteredLanes;
import io.drawbridge.server.quota.Quotas;
import io.drawbridge.server.resume.ResumeCommands;
import io.drawbridge.server.session.Notices;
import java.time.Duration;

/**
 * The features about conversations: who is in them, what is said, and what everybody sees of it.
 */
public final class FeaturesPart {
  private static final Duration FORGET_EVERY = Duration.ofHours(6);

  private final Foundation foundation;
  private final DatabasePart db;
  private final Access access;
  private final SessionPart session;
  private final Delivery delivery;
  private final ConversationViewStore views;
  private final RequestKeys keys;
  private final ContentQuota quota;
  private final WriterLanes writers;

  public FeaturesPart(
      Foundation foundation,
      DatabasePart db,
      Access access,
      SessionPart session,
      Delivery delivery,
      ConversationViewStore views,
      RequestKeys keys,
      Quotas quotas) {
    this.foundation = foundation;
    this.db = db;
    this.access = access;
    this.session = session;
    this.delivery = delivery;
    this.views = views;
    this.keys = keys;
    this.quota =
        new ContentQuota(quotas, db.database, db.clock, System::nanoTime, foundation.metrics);
    this.writers = new MeteredLanes(delivery.writerLanes(), quota, access.gate());
    foundation.closing.add("quotas", quota);
    foundation.every(ContentQuota.FLUSH_EVERY, "quota counts", quota::flush);
    foundation.every(FORGET_EVERY, "old quota counts", quota::forget);
  }

  public void register(Commands commands, Invitations invitations) {
    Contacts contacts = new Contacts();
    new ConversationCommands(
            access.gate(),
            quota,
            db.database,
            db.ids,
            delivery.changes(),
            writers,
            keys,
            views,
            contacts,
            invitations,
            foundation.threads)
        .register(commands);
    new MembershipCommands(
            access.gate(), db.database, db.clock, delivery.changes(), contacts, invitations)
        .register(commands);
    new PeopleCommands(access.gate(), db.database).register(commands);
    registerContent(commands);
  }

  private void registerContent(Commands commands) {
    Messages messages = new Messages(access.people());
    Notices notices = new Notices(foundation.codec);
    new MessageCommands(access.gate(), writers, db.database, messages, keys).register(commands);
    MarkerLane markers =
        new MarkerLane(
            db.database,
            new MarkerSignals(access.views(), session.sessions, notices, delivery.signals()),
            foundation.threads);
    foundation.closing.add("read marks", markers);
    new InboxCommands(access.gate(), db.database, access.conversations(), views, messages, markers)
        .register(commands);
    PresenceCommands presence =
        new PresenceCommands(
            access.gate(),
            access.views(),
            db.database,
            session.sessions,
            delivery.signals(),
            notices,
            foundation.threads);
    presence.register(commands);
    session.sessions.listen(presence.listener());
    ResumeCommands resume =
        new ResumeCommands(
            access.gate(),
            access.views(),
            access.conversations(),
            views,
            delivery.eventLog(),
            session.sessions,
            db.database,
            db.clock,
            keys,
            foundation.codec);
    resume.register(commands);
    session.sessions.listen(resume.listener());
  }
}
