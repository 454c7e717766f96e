package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.forward.PassedOn;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.membership.Joining;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.quota.ContentQuota;
import java.util.concurrent.Executor;

/** The commands about groups, threads and DMs themselves, ready to be registered. */
public final class ConversationCommands implements Feature {
  private final CreateGroup createGroup;
  private final ListGroups listGroups;
  private final JoinGroup joinGroup;
  private final CreateThread createThread;
  private final OpenDm openDm;
  private final ShowConversation show;
  private final RenameConversation rename;
  private final CloseConversation close;
  private final ReopenConversation reopen;
  private final ArchiveConversation archive;
  private final LockConversation lock;
  private final OpenBackstage openBackstage;

  public ConversationCommands(
      Platform platform,
      AccessGate gate,
      ContentQuota quota,
      Changes changes,
      WriterLanes writers,
      ConversationViewStore views,
      Invitations invitations) {
    RequestKeys keys = new RequestKeys(platform.codec());
    Executor executor = platform.threads();
    Contacts contacts = new Contacts();
    NewConversations made =
        new NewConversations(gate, quota, changes, platform.ids(), contacts, invitations);
    Shown shown = new Shown(views, executor);
    Details details = new Details(gate, quota, changes);
    this.createGroup = new CreateGroup(gate, made, shown);
    this.listGroups = new ListGroups(views);
    this.joinGroup = new JoinGroup(gate, made, new Joining(), shown);
    this.createThread =
        new CreateThread(
            gate, made, writers, keys, shown, new PassedOn(platform.database(), gate), executor);
    this.openDm = new OpenDm(gate, platform.database(), made, contacts, invitations, shown);
    this.show = new ShowConversation(gate, shown);
    this.rename = new RenameConversation(gate, details);
    this.close = new CloseConversation(gate, details);
    this.reopen = new ReopenConversation(gate, details);
    this.archive = new ArchiveConversation(gate, details);
    this.lock = new LockConversation(gate, details);
    this.openBackstage = new OpenBackstage(gate, made, shown);
  }

  @Override
  public void register(Commands commands) {
    commands.on(GroupCommand.Create.class, createGroup::handle);
    commands.on(GroupCommand.ListGroups.class, listGroups::handle);
    commands.on(GroupCommand.Join.class, joinGroup::handle);
    commands.on(ThreadCommand.Create.class, createThread::handle);
    commands.on(DmCommand.Open.class, openDm::handle);
    commands.on(ConversationCommand.Show.class, show::handle);
    commands.on(ConversationCommand.Rename.class, rename::handle);
    commands.on(ConversationCommand.Close.class, close::handle);
    commands.on(ConversationCommand.Reopen.class, reopen::handle);
    commands.on(ConversationCommand.Archive.class, archive::archive);
    commands.on(ConversationCommand.Unarchive.class, archive::unarchive);
    commands.on(ConversationCommand.Lock.class, lock::handle);
    commands.on(ConversationCommand.OpenBackstage.class, openBackstage::handle);
  }
}
