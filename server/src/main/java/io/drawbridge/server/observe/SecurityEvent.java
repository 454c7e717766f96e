package io.drawbridge.server.observe;

import java.util.Locale;

/** Everything that an operator who looks after security wants to see, in one closed list. */
public enum SecurityEvent {
  SIGN_IN("somebody signed in with a password"),
  SIGN_IN_FAILED("a sign-in with a wrong address, password or link"),
  SIGN_IN_LIMITED("a sign-in refused because too many failed before"),
  LINK_REQUESTED("a sign-in link was mailed"),
  LINK_USED("a mailed link was used"),
  TOKEN_FORGED("an access token with a wrong signature, issuer or audience"),
  REFRESH_REUSED("a spent refresh token came again; its session was ended"),
  SESSION_ENDED("a session was ended by its owner or an admin"),
  CREDENTIAL_CHANGED("a password or a token of an account was set, changed or revoked"),
  ORIGIN_REFUSED("a web page of another origin was refused"),
  INPUT_REFUSED(
      "a connection was refused or closed because its address or the server held too much"),
  RATE_REFUSED("an account or an address was refused because of a quota"),
  ROLE_CHANGED("somebody got another role in a workspace or a conversation"),
  TERM_CHANGED("the end of externals' access was set"),
  POLICY_CHANGED("a policy of a workspace or a conversation was set"),
  SUSPENDED("somebody was suspended in a workspace"),
  UNSUSPENDED("a suspension was lifted"),
  ADDED("somebody was added or invited to a conversation, or joined a workspace"),
  REMOVED("somebody left, was removed or expired in a conversation or a workspace"),
  BOT_CREATED("a bot was made"),
  BOT_REVOKED("a bot was ended"),
  BACKUP_WRITTEN("the operator wrote a backup of everything"),
  RESTORED("the database was restored, or the operator said that it failed over"),
  CANARY_FAILED(
      "the canary found a node at which a removal was not final, or not in time, or which hears"
          + " nothing");

  private final String meaning;

  SecurityEvent(String meaning) {
    this.meaning = meaning;
  }

  /** The event's name in the line and in the metric: {@code sign_in_failed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event, in a few words. */
  public String meaning() {
    return meaning;
  }
}
