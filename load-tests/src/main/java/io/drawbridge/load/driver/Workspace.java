package io.drawbridge.load.driver;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A workspace made for a run through the real doors: its owner by the set-up link, everybody else
 * by the real invitation mail. Thread-safe.
 */
public final class Workspace {
  /** The address of the owner. */
  public static final String OWNER = "owner@load.example";

  private static final String PASSWORD = "correct horse battery staple";
  private static final int INVITED_AT_ONCE = 16;

  private final HttpDoor door;
  private final MailSink mails;
  private final AccountResult.Tokens owner;
  private final WorkspaceId workspace;
  private final AtomicLong clientIds = new AtomicLong();

  private Workspace(HttpDoor door, MailSink mails, AccountResult.Redeemed owner) {
    this.door = door;
    this.mails = mails;
    this.owner = owner.tokens();
    this.workspace = owner.workspace().orElseThrow();
  }

  /** Uses the server's set-up link. */
  public static Workspace make(ServerProcess server, HttpDoor door, MailSink mails)
      throws InterruptedException {
    return new Workspace(
        door,
        mails,
        door.call(
            new WorkspaceCommand.SetUp(
                new Secret(server.setUpToken()),
                "Load",
                OWNER,
                "Owner",
                new Secret(PASSWORD),
                "load")));
  }

  /** The command that signs the owner in with their password. */
  public AccountCommand.SignIn signIn() {
    return new AccountCommand.SignIn(OWNER, new Secret(PASSWORD), "load");
  }

  public AccountResult.Tokens owner() {
    return owner;
  }

  public WorkspaceId id() {
    return workspace;
  }

  /** A name for one change, unique in this run. */
  public String clientId() {
    return "load-" + clientIds.incrementAndGet();
  }

  /** Makes a private group of the owner's. */
  public ConversationId group(String name) {
    return door.call(
            owner,
            new GroupCommand.Create(clientId(), workspace, name, Visibility.PRIVATE, List.of()))
        .conversation()
        .id();
  }

  /** Makes a bot and answers its API token. */
  public String bot(String name) {
    return door.call(owner, new WorkspaceCommand.CreateBot(clientId(), workspace, name))
        .apiToken()
        .value();
  }

  /** Invites a member by mail. */
  public void inviteMember(String address) {
    door.call(
        owner,
        new WorkspaceCommand.Invite(
            clientId(), workspace, address, WorkspaceRole.MEMBER, Optional.empty()));
  }

  /** The command that adds the owner of an address to a conversation. */
  public MemberCommand.Add adding(ConversationId conversation, String address) {
    return adding(conversation, Optional.empty(), Optional.of(address));
  }

  /** The command that adds one of the caller's contacts to a conversation. */
  public MemberCommand.Add adding(ConversationId conversation, AccountId person) {
    return adding(conversation, Optional.of(person), Optional.empty());
  }

  private MemberCommand.Add adding(
      ConversationId conversation, Optional<AccountId> person, Optional<String> address) {
    return new MemberCommand.Add(
        clientId(),
        conversation,
        person,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The command that takes a person's own way into a conversation. */
  public MemberCommand.Remove removing(ConversationId conversation, AccountId person) {
    return new MemberCommand.Remove(
        clientId(),
        conversation,
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Adds this many externals to the conversation by mail and lets each open the link. */
  public List<AccountResult.Tokens> externals(
      ConversationId conversation, String prefix, int count) {
    List<Future<AccountResult.Tokens>> coming = new ArrayList<>();
    Semaphore atOnce = new Semaphore(INVITED_AT_ONCE);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        String address = prefix + i + "@outside.example";
        coming.add(
            executor.submit(() -> {
              atOnce.acquire();
              try {
                return external(conversation, address);
              } finally {
                atOnce.release();
              }
            }));
      }
      List<AccountResult.Tokens> tokens = new ArrayList<>();
      for (Future<AccountResult.Tokens> one : coming) {
        tokens.add(one.get());
      }
      return tokens;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an external could not be added", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while adding externals", e);
    }
  }

  private AccountResult.Tokens external(ConversationId conversation, String address)
      throws InterruptedException {
    door.call(owner, adding(conversation, address));
    Secret token = new Secret(mails.nextToken(address));
    String name = address.substring(0, address.indexOf('@'));
    return door.call(new AccountCommand.Redeem(token, Optional.of(name), Optional.empty(), "load"))
        .tokens();
  }
}
