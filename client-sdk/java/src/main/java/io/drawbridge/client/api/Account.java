package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.AccountResult;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about the account itself. */
public final class Account {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Account(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Who this is, and in which workspaces. */
  public CompletableFuture<AccountResult.Me> me() {
    return caller.call(new AccountCommand.Me());
  }

  /** Changes the name to show. */
  public CompletableFuture<Done> rename(String name) {
    return caller.call(new AccountCommand.Update(ids.get(), Optional.of(name), Optional.empty()));
  }

  /** Changes the line beside the name. */
  public CompletableFuture<Done> status(String text) {
    return caller.call(new AccountCommand.Update(ids.get(), Optional.empty(), Optional.of(text)));
  }

  /** Sets the first password. */
  public CompletableFuture<Done> setPassword(Secret password) {
    return caller.call(new AccountCommand.SetPassword(ids.get(), Optional.empty(), password));
  }

  /** Changes the password; other sessions end. */
  public CompletableFuture<Done> changePassword(Secret current, Secret password) {
    return caller.call(new AccountCommand.SetPassword(ids.get(), Optional.of(current), password));
  }

  /** Accepts the invitation of a mailed link, which was mailed to this account's address. */
  public CompletableFuture<AccountResult.LinkAccepted> acceptLink(Secret token) {
    return caller.call(new AccountCommand.AcceptLink(token));
  }

  /** Ends this session. */
  public CompletableFuture<Done> signOut() {
    return caller.call(new AccountCommand.SignOut());
  }
}
