package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.platform.Platform;

/** The commands about join links and requests to join, ready to be registered. */
public final class JoinCommands implements Feature {
  private final CreateJoinLink create;
  private final ListJoinLinks list;
  private final RevokeJoinLink revoke;
  private final OpenJoinLink open;
  private final ApplyByLink apply;
  private final ApplyByMail applyByMail;
  private final ListJoinRequests requests;
  private final ApproveJoin approve;
  private final DenyJoin deny;
  private final SuggestPerson suggest;
  private final LinkEnds ends;

  /**
   * Makes them.
   *
   * @param urls where the pages of join links are
   * @param key of this installation, from which their tokens follow
   */
  public JoinCommands(
      Platform platform,
      Access access,
      Changes changes,
      Signals signals,
      Invitations invitations,
      PrivilegedReads reads,
      MailedLinks urls,
      byte[] key) {
    AccessGate gate = access.gate();
    Database database = platform.database();
    JoinLinkStore links = new JoinLinkStore();
    JoinRequestStore stored = new JoinRequestStore();
    PlaceStore places = new PlaceStore();
    JoinLinkJudge judge = new JoinLinkJudge(gate);
    JoinNews news = new JoinNews(database, signals, stored, places, judge);
    Entrance entrance = new Entrance(platform.clock(), invitations);
    this.ends = new LinkEnds(links, stored, invitations, news);
    Applications applications =
        new Applications(platform.ids(), links, stored, places, judge, entrance, news);
    this.create =
        new CreateJoinLink(gate, platform, changes, new JoinTokens(key), urls, links, entrance);
    this.list =
        new ListJoinLinks(
            gate, database, access.conversations(), access.people(), reads, links, judge);
    this.revoke = new RevokeJoinLink(gate, database, changes, ends, links);
    this.open = new OpenJoinLink(database, links, judge);
    this.apply = new ApplyByLink(database, changes, links, judge, applications);
    this.applyByMail = new ApplyByMail(database, changes, links, judge, applications);
    this.requests = new ListJoinRequests(gate, database, links, stored, judge);
    this.approve =
        new ApproveJoin(gate, database, changes, links, stored, places, judge, entrance, news);
    this.deny = new DenyJoin(gate, database, changes, stored, news);
    this.suggest = new SuggestPerson(gate, platform.ids(), changes, stored, places, news);
  }

  /** Ends links and requests, for the feature that ends what externals have. */
  public JoinEnds ends() {
    return ends;
  }

  @Override
  public void register(Commands commands) {
    commands.on(JoinCommand.CreateLink.class, create);
    commands.on(JoinCommand.ListLinks.class, list);
    commands.on(JoinCommand.RevokeLink.class, revoke);
    commands.open(JoinCommand.OpenLink.class, open);
    commands.on(JoinCommand.Apply.class, apply);
    commands.open(JoinCommand.ApplyByMail.class, applyByMail);
    commands.on(JoinCommand.ListRequests.class, requests);
    commands.on(JoinCommand.Approve.class, approve);
    commands.on(JoinCommand.Deny.class, deny);
    commands.on(JoinCommand.Suggest.class, suggest);
  }
}
