package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.account.AccountCommands;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.approval.ApprovalNotices;
import io.drawbridge.server.approval.OutcomeNotices;
import io.drawbridge.server.block.BlockCommands;
import io.drawbridge.server.bot.BotCommands;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.conversation.ConversationCommands;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.conversation.DmOfAddress;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.elsewhere.EverywhereSignals;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.erase.ErasureCommands;
import io.drawbridge.server.export.ExportCommands;
import io.drawbridge.server.external.ExternalCommands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.feature.Features;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.forward.ForwardCommands;
import io.drawbridge.server.hold.HoldCommands;
import io.drawbridge.server.inbox.InboxCommands;
import io.drawbridge.server.invite.InvitationCommands;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.invite.code.CodeCommands;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.join.JoinCommands;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.ledger.LedgerCommands;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.membership.MembershipCommands;
import io.drawbridge.server.mention.NamingLanes;
import io.drawbridge.server.message.MessageCommands;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.notify.NotifyCommands;
import io.drawbridge.server.people.PeopleCommands;
import io.drawbridge.server.people.portrait.PortraitCommands;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.poll.PollCommands;
import io.drawbridge.server.presence.PresenceCommands;
import io.drawbridge.server.preview.PreviewCommands;
import io.drawbridge.server.push.PushCommands;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.quota.MeteredLanes;
import io.drawbridge.server.report.ReportCommands;
import io.drawbridge.server.resume.ResumeCommands;
import io.drawbridge.server.retention.RetentionCommands;
import io.drawbridge.server.search.SearchCommands;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.slash.SlashCommands;
import io.drawbridge.server.webhook.WebhookCommands;
import io.drawbridge.server.workspace.WorkspaceCommands;
import io.drawbridge.server.workspace.departure.DepartureCommands;
import io.drawbridge.server.workspace.guest.GuestInvitations;
import io.drawbridge.server.workspace.policy.PolicyCommands;
import io.drawbridge.server.writing.draft.DraftCommands;
import io.drawbridge.server.writing.schedule.ScheduleCommands;
import java.time.Duration;

/** Lists the features of a server. Where one needs another, the compiler asks for it. */
final class FeatureList {
  private final FileTransfers transfers;

  /** What the features stand on. */
  record Ground(
      Core.Parts parts,
      Access access,
      PrivilegedReads reads,
      ConversationViewStore views,
      Delivery delivery,
      ContentQuota quota,
      Mails mails,
      Credentials credentials,
      AccountCommands accounts) {}

  /** Adds a feature to the server, and returns it. */
  interface Adder {
    <F extends Feature> F add(F feature);
  }

  FeatureList(Ground on, Features features, Adder adder) {
    Core.Parts parts = on.parts();
    Platform platform = parts.platform();
    Access access = on.access();
    PrivilegedReads reads = on.reads();
    ConversationViewStore views = on.views();
    Mails mails = on.mails();
    AccessGate gate = access.gate();
    Changes changes = on.delivery().changes();
    ServerConfig config = parts.config();
    ConnectedSessions sessions = parts.sessions();
    Signals here = on.delivery().signals();
    Signals signals = new EverywhereSignals(here, sessions);
    WriterLanes writers =
        adder
            .add(
                new PreviewCommands(
                    platform,
                    gate,
                    new NamingLanes(
                        new MeteredLanes(on.delivery().writerLanes(), on.quota(), gate),
                        gate,
                        platform.database()),
                    config.previews().on(),
                    config.previews().rules(),
                    Addresses.shown(config)))
            .lanes();
    MailQuota mailQuota =
        new MailQuota(config.mail().quotas(), platform.ids(), platform.security());
    InvitationCommands invited =
        adder.add(
            new InvitationCommands(
                platform,
                access,
                changes,
                signals,
                views,
                mails,
                mailQuota,
                reads,
                new DmOfAddress()));
    Invitations invitations = invited.invitations();
    adder.add(
        new CodeCommands(
            platform,
            gate,
            changes,
            invited.codes(),
            on.accounts().opening(),
            parts.keys().apiTokens()));
    GuestInvitations guests =
        adder
            .add(
                new WorkspaceCommands(
                    platform,
                    gate,
                    changes,
                    signals,
                    on.credentials(),
                    on.accounts().opening(),
                    invitations,
                    mails,
                    mailQuota))
            .guestInvitations();
    adder.add(
        new BotCommands(
            platform, gate, changes, parts.keys().apiTokens(), on.credentials().notices()));
    adder.add(
        new ConversationCommands(platform, gate, on.quota(), changes, writers, views, invitations));
    adder.add(new MembershipCommands(platform, gate, changes, invitations));
    adder.add(new PolicyCommands(platform, access, changes, reads, config.auditDays()));
    JoinEnds joinEnds =
        adder
            .add(
                new JoinCommands(
                    platform,
                    access,
                    changes,
                    signals,
                    invitations,
                    reads,
                    MailedLinks.of(Addresses.shown(config)),
                    parts.keys().apiTokens()))
            .ends();
    adder.add(
        new DepartureCommands(
            platform, gate, changes, invitations, joinEnds, on.credentials().notices(), reads));
    adder.add(
        new ExternalCommands(platform, gate, changes, invitations, joinEnds, guests, mails, reads));
    adder.add(
        new ErasureCommands(
            platform,
            gate,
            access.people(),
            changes,
            invitations,
            joinEnds,
            reads,
            on.accounts().proof()));
    adder.add(new RetentionCommands(platform, gate, changes, invitations, joinEnds));
    adder.add(new HoldCommands(platform, gate, changes, reads));
    adder.add(new ApprovalNotices(platform.database(), gate, mails));
    adder.add(new OutcomeNotices(platform.database(), platform.ids(), mails));
    adder.add(new LedgerCommands(platform, gate, reads));
    adder.add(new PeopleCommands(platform, gate, access.conversations()));
    adder.add(new PortraitCommands(platform.database(), changes));
    Messages messages = new Messages(access.people(), platform.database());
    DraftCommands drafts = adder.add(new DraftCommands(platform, gate, sessions));
    adder.add(new MessageCommands(platform, access, writers, messages, drafts.sent()));
    adder.add(new ScheduleCommands(platform, gate, writers, sessions));
    adder.add(new SearchCommands(platform, access, messages));
    this.transfers =
        adder
            .add(FilePart.feature(platform, access, writers, parts.files(), config.files()))
            .transfers();
    adder.add(new ForwardCommands(platform, gate, writers, transfers));
    byte[] key = parts.keys().apiTokens();
    adder.add(new PollCommands(platform, access, writers, on.quota(), here, key));
    adder.add(
        new WebhookCommands(
            platform, access, changes, writers, key, config.outbound(), Addresses.shown(config)));
    adder.add(
        new PushCommands(
            platform,
            gate,
            changes,
            key,
            config.outbound(),
            config.push(),
            Addresses.shown(config)));
    adder.add(new SlashCommands(platform, access, changes, writers, sessions, here));
    adder.add(new InboxCommands(platform, access, views, sessions, signals, messages));
    Duration held = config.mail().noticesAfter();
    adder.add(new NotifyCommands(platform, access, on.delivery(), sessions, mails, features, held));
    adder.add(new ReportCommands(platform, gate, signals, mails, reads, Policies.REPORT_KEEP_DAYS));
    adder.add(new ExportCommands(platform, gate, parts.files(), key));
    PresenceCommands presence =
        adder.add(new PresenceCommands(platform, access, sessions, signals));
    adder.add(new BlockCommands(platform.database(), presence.ofBlocks()));
    adder.add(new ResumeCommands(platform, access, views, on.delivery().eventLog(), sessions));
  }

  /** The ways of the bytes of files. */
  FileTransfers transfers() {
    return transfers;
  }
}
