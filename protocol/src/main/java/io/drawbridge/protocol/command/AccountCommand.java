package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import java.util.Optional;

/**
 * Commands about one's own account: signing in and out, links, name and password.
 *
 * @param <R> what the command answers
 */
public sealed interface AccountCommand<R extends Result> extends Command<R> {

  /**
   * Signs a person in with a password. Fails with {@code sign_in_failed}, whether the address is
   * unknown or the password is wrong.
   *
   * @param email an email address, 3 to 254 chars; its domain may be international
   * @param password 1 to 256 chars
   * @param device the name of the device, 1 to 100 chars
   * @param deviceProof the {@code device_proof} of an earlier sign-in: what strangers do to the
   *     address does not keep this device out
   */
  @JsonTypeName("account.sign_in")
  record SignIn(String email, Secret password, String device, Optional<Secret> deviceProof)
      implements AccountCommand<AccountResult.Tokens>, Unauthenticated {

    /** Checks the fields. */
    public SignIn {
      Check.email("email", email);
      Check.passwordGiven("password", password);
      device = Check.device(device);
      deviceProof.ifPresent(it -> Check.token("device_proof", it));
    }

    /** From a device that has not signed in before. */
    public SignIn(String email, Secret password, String device) {
      this(email, password, device, Optional.empty());
    }
  }

  /**
   * Signs a bot in. Fails with {@code sign_in_failed}.
   *
   * @param apiToken the token that {@code bot.create} answered
   * @param device the name of the device, 1 to 100 chars
   */
  @JsonTypeName("account.sign_in_bot")
  record SignInBot(Secret apiToken, String device)
      implements AccountCommand<AccountResult.Tokens>, Unauthenticated {

    /** Checks the fields. */
    public SignInBot {
      Check.token("api_token", apiToken);
      device = Check.device(device);
    }
  }

  /** Ends the session that sends it and closes its connection. */
  @JsonTypeName("account.sign_out")
  record SignOut() implements AccountCommand<Done> {}

  /**
   * Mails a link that signs in, good for 15 minutes. Answers the same whether the address is known
   * or not.
   *
   * @param email an email address, 3 to 254 chars; its domain may be international
   * @param deviceProof the {@code device_proof} of an earlier sign-in: such a device has links of
   *     its own
   */
  @JsonTypeName("account.request_link")
  record RequestLink(String email, Optional<Secret> deviceProof)
      implements AccountCommand<Done>, Unauthenticated {

    /** Checks the fields. */
    public RequestLink {
      Check.email("email", email);
      deviceProof.ifPresent(it -> Check.token("device_proof", it));
    }

    /** From a device that has not signed in before. */
    public RequestLink(String email) {
      this(email, Optional.empty());
    }
  }

  /**
   * Uses the link of a mail: a sign-in link signs in; an invitation's makes an account for its
   * address and accepts. Fails with {@code link_spent}; with {@code invalid} if the new account
   * needs a name; with {@code conflict} if an invitation's address has an account: its owner signs
   * in and sends {@code link.accept}.
   *
   * @param token the token from the link
   * @param name the name of a new account, 1 to 100 chars
   * @param password a password to set, 10 to 256 chars
   * @param device the name of the device, 1 to 100 chars
   */
  @JsonTypeName("account.redeem")
  record Redeem(Secret token, Optional<String> name, Optional<Secret> password, String device)
      implements AccountCommand<AccountResult.Redeemed>, Unauthenticated {

    /** Checks the fields. */
    public Redeem {
      Check.token("token", token);
      name = name.map(it -> Check.name("name", it));
      password.ifPresent(it -> Check.password("password", it));
      device = Check.device(device);
    }
  }

  /**
   * Tells what the link of a mail is for, without using it. Fails with {@code link_spent}.
   *
   * @param token the token from the link
   */
  @JsonTypeName("link.show")
  record ShowLink(Secret token)
      implements AccountCommand<AccountResult.LinkShown>, Unauthenticated {

    /** Checks the fields. */
    public ShowLink {
      Check.token("token", token);
    }
  }

  /**
   * Accepts the invitation that a link carries, as the sender, whose address it was mailed to.
   * Spends the link. Fails with {@code link_spent}, or {@code not_allowed} if it was mailed to
   * another address.
   *
   * @param token the token from the link
   */
  @JsonTypeName("link.accept")
  record AcceptLink(Secret token) implements AccountCommand<AccountResult.LinkAccepted> {

    /** Checks the fields. */
    public AcceptLink {
      Check.token("token", token);
    }
  }

  /**
   * Declines the invitation that a link carries. It takes the link and no account, and spends the
   * link. Fails with {@code link_spent}.
   *
   * @param token the token from the link
   */
  @JsonTypeName("link.decline")
  record DeclineLink(Secret token) implements AccountCommand<Done>, Unauthenticated {

    /** Checks the fields. */
    public DeclineLink {
      Check.token("token", token);
    }
  }

  /** Tells who the sender is and which workspaces they are in. */
  @JsonTypeName("account.me")
  record Me() implements AccountCommand<AccountResult.Me> {}

  /**
   * Changes the sender's name or what stands on their card; what is absent stays, and an empty text
   * removes what was there.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param name the new name, 1 to 100 chars
   * @param statusText the line that they show at present, 0 to 100 chars
   * @param title what they do, 0 to 100 chars
   * @param organisation for whom, 0 to 100 chars
   * @param timeZone the name of a time zone of the IANA, as in {@code Europe/Berlin}, or empty
   * @param locale the language of mails and clients
   */
  @JsonTypeName("account.update")
  record Update(
      String clientId,
      Optional<String> name,
      Optional<String> statusText,
      Optional<String> title,
      Optional<String> organisation,
      Optional<String> timeZone,
      Optional<Locale> locale)
      implements AccountCommand<Done>, Mutation {

    /** Checks the fields. */
    public Update {
      Check.clientId(clientId);
      name = name.map(it -> Check.name("name", it));
      statusText = statusText.map(it -> Check.line("status_text", it, Limits.STATUS_CHARS_MAX));
      title = title.map(it -> Check.line("title", it, Limits.CARD_LINE_CHARS_MAX));
      organisation =
          organisation.map(it -> Check.line("organisation", it, Limits.CARD_LINE_CHARS_MAX));
      timeZone.ifPresent(Check::timeZone);
    }

    /** Changes the name or the status line. */
    public Update(String clientId, Optional<String> name, Optional<String> statusText) {
      this(
          clientId,
          name,
          statusText,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * Sets the picture on the sender's card, or takes it away. What is kept of it is a square of 256
   * pixels, cut from the middle, without what else the file told. Fails with {@code invalid} if it
   * is no picture that the server can draw, and with {@code busy} if it has no time for it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param image a JPEG, PNG, GIF or WebP picture of at most 40,960 bytes, in base64; absent: none
   */
  @JsonTypeName("account.set_picture")
  record SetPicture(String clientId, Optional<String> image)
      implements AccountCommand<Done>, Mutation {

    /** Checks the fields. */
    public SetPicture {
      Check.clientId(clientId);
      image.ifPresent(it -> Check.base64("image", it, Limits.PICTURE_BYTES_MAX));
    }
  }

  /**
   * Sets the sender's password, and ends their other sessions and mailed sign-in links. The right
   * is the current password, or a session that a mailed link opened in the last 15 minutes. Fails
   * with {@code sign_in_failed} or, if there is no password yet, {@code not_allowed}; with {@code
   * invalid} if the new one is too easy to guess.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param currentPassword the present password, if there is one and it is known
   * @param newPassword 10 to 256 chars
   */
  @JsonTypeName("account.set_password")
  record SetPassword(String clientId, Optional<Secret> currentPassword, Secret newPassword)
      implements AccountCommand<Done>, Mutation {

    /** Checks the fields. */
    public SetPassword {
      Check.clientId(clientId);
      currentPassword.ifPresent(it -> Check.passwordGiven("current_password", it));
      Check.password("new_password", newPassword);
    }
  }

  /**
   * Erases the sender's account: ends all that they have anywhere and all their sessions, and takes
   * away name, address and card. What they wrote to others stays, without their name; notes to
   * oneself are deleted. The right is the current password, or a session that a mailed link opened
   * in the last 15 minutes; who has neither password nor address needs none. This cannot be undone.
   * If it fails halfway, the same command goes on. Fails with {@code conflict} for a member of a
   * workspace, who leaves first; with {@code sign_in_failed} or, if there is no password, {@code
   * not_allowed}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param currentPassword the present password, if there is one and it is known
   */
  @JsonTypeName("account.erase")
  record Erase(String clientId, Optional<Secret> currentPassword)
      implements AccountCommand<AccountResult.AccountErased>, Mutation {

    /** Checks the fields. */
    public Erase {
      Check.clientId(clientId);
      currentPassword.ifPresent(it -> Check.passwordGiven("current_password", it));
    }
  }
}
