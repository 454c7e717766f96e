package io.drawbridge.client.api;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about the account itself. */
public final class Account {

  private final Commands commands;

  Account(Commands commands) {
    this.commands = commands;
  }

  /** Tells who this is, and in which workspaces. */
  public CompletableFuture<AccountResult.Me> me() {
    return commands.call(new AccountCommand.Me());
  }

  /** Changes the name to show. */
  public CompletableFuture<Done> rename(String name) {
    return commands.call(
        new AccountCommand.Update(commands.nextClientId(), Optional.of(name), Optional.empty()));
  }

  /** Changes the line beside the name. */
  public CompletableFuture<Done> status(String text) {
    return commands.call(
        new AccountCommand.Update(commands.nextClientId(), Optional.empty(), Optional.of(text)));
  }

  /** Sets what one does; an empty text removes it. */
  public CompletableFuture<Done> title(String title) {
    return card(Optional.of(title), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Sets for whom one works; an empty text removes it. */
  public CompletableFuture<Done> organisation(String organisation) {
    return card(Optional.empty(), Optional.of(organisation), Optional.empty(), Optional.empty());
  }

  /** Sets the time zone, as in {@code Europe/Berlin}; an empty text removes it. */
  public CompletableFuture<Done> timeZone(String timeZone) {
    return card(Optional.empty(), Optional.empty(), Optional.of(timeZone), Optional.empty());
  }

  /** Sets the language. */
  public CompletableFuture<Done> locale(Locale locale) {
    return card(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(locale));
  }

  private CompletableFuture<Done> card(
      Optional<String> title,
      Optional<String> organisation,
      Optional<String> timeZone,
      Optional<Locale> locale) {
    return commands.call(
        new AccountCommand.Update(
            commands.nextClientId(),
            Optional.empty(),
            Optional.empty(),
            title,
            organisation,
            timeZone,
            locale));
  }

  /**
   * Sets the picture on one's card, of which a square from the middle is kept.
   *
   * @param image a JPEG, PNG, GIF or WebP picture of at most {@link Limits#PICTURE_BYTES_MAX}
   */
  public CompletableFuture<Done> picture(byte[] image) {
    return picture(Optional.of(Base64.getEncoder().encodeToString(image)));
  }

  /** Takes the picture away. */
  public CompletableFuture<Done> removePicture() {
    return picture(Optional.empty());
  }

  private CompletableFuture<Done> picture(Optional<String> image) {
    return commands.call(new AccountCommand.SetPicture(commands.nextClientId(), image));
  }

  /** Sets the first password. */
  public CompletableFuture<Done> setPassword(Secret password) {
    return commands.call(
        new AccountCommand.SetPassword(commands.nextClientId(), Optional.empty(), password));
  }

  /** Changes the password; other sessions end. */
  public CompletableFuture<Done> changePassword(Secret current, Secret password) {
    return commands.call(
        new AccountCommand.SetPassword(commands.nextClientId(), Optional.of(current), password));
  }

  /** Accepts the invitation of a mailed link, which was mailed to this account's address. */
  public CompletableFuture<AccountResult.LinkAccepted> acceptLink(Secret token) {
    return commands.call(new AccountCommand.AcceptLink(token));
  }

  /** Declines the invitation of a mailed link, to whomever it was mailed. */
  public CompletableFuture<Done> declineLink(Secret token) {
    return commands.call(new AccountCommand.DeclineLink(token));
  }

  /**
   * Erases the account for good, with all that it has anywhere; a member of a workspace leaves
   * first. {@code current} is the password; without it a session serves that a mailed link opened a
   * moment ago.
   */
  public CompletableFuture<AccountResult.AccountErased> erase(Optional<Secret> current) {
    return commands.call(new AccountCommand.Erase(commands.nextClientId(), current));
  }

  /** Ends this session. */
  public CompletableFuture<Done> signOut() {
    return commands.call(new AccountCommand.SignOut());
  }
}
