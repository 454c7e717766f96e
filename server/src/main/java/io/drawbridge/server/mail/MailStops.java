package io.drawbridge.server.mail;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Remembers who wants no more mails on somebody's word: rows of {@code mail_stop}. */
public final class MailStops {
  /** The id that stands for everybody; no domain has it. */
  private static final long EVERYBODY = 0;

  private final StopTokens tokens;
  private final MailStopStore store = new MailStopStore();

  public MailStops(StopTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Stops the mails that a link names, or those of everybody to its address; returns whose, or
   * nothing if the token is none of ours.
   */
  public Optional<StopTokens.Stop> stop(Handle handle, String token, boolean everybody) {
    Optional<StopTokens.Stop> found = tokens.open(token);
    found.ifPresent(
        stop -> store.insert(handle, stop.address(), everybody ? EVERYBODY : stop.home()));
    return found;
  }

  /** The token that a mail carries, if it leaves on somebody's word. */
  Optional<String> token(DueMail mail) {
    return mail.home().map(home -> tokens.seal(new StopTokens.Stop(mail.to().counted(), home)));
  }

  /** Returns whether the owner of the address wants no such mail. */
  boolean stopped(Handle handle, DueMail mail) {
    return mail.home().isPresent()
        && store.exists(handle, mail.to().counted(), mail.home().get(), EVERYBODY);
  }
}
