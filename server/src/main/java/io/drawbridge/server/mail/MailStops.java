package io.drawbridge.server.mail;

import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Remembers who wants no more mails on somebody's word: rows of {@code mail_stop}. */
public final class MailStops {
  /** The id that stands for everybody; no domain has it. */
  private static final long EVERYBODY = 0;

  /** The id that stands for what the server tells of itself: notices. No domain has it. */
  private static final long NOTICES = 1;

  /** The place of mails about notices in the outbox: behind those that somebody waits for. */
  public static final Slot OF_NOTICES = new Slot(NOTICES, Optional.empty());

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
    found.ifPresent(stop -> store.insert(handle, stop.address(), stopped(stop.home(), everybody)));
    return found;
  }

  private static long stopped(long home, boolean everybody) {
    return everybody && home != NOTICES ? EVERYBODY : home;
  }

  /** Forgets that the owner of the address wanted no mails about notices. */
  public void wantNotices(Handle handle, EmailAddress address) {
    store.delete(handle, address.counted(), NOTICES);
  }

  /** Returns whether the owner of the address wants no mails about notices. */
  public boolean noticesStopped(Handle handle, EmailAddress address) {
    return store.exists(handle, address.counted(), NOTICES, NOTICES);
  }

  /** The token that a mail carries, if it leaves on somebody's word. */
  Optional<String> token(DueMail mail) {
    return mail.home().map(home -> tokens.seal(new StopTokens.Stop(mail.to().counted(), home)));
  }

  /** Returns whether the owner of the address wants no such mail. */
  boolean stopped(Handle handle, DueMail mail) {
    return mail.home()
        .filter(home ->
            store.exists(handle, mail.to().counted(), home, home == NOTICES ? NOTICES : EVERYBODY))
        .isPresent();
  }
}
