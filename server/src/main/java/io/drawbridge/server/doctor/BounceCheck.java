package io.drawbridge.server.doctor;

import io.drawbridge.server.mail.bounce.BounceSource;

/** Checks whether the place where mails come back can be read; reads none. */
final class BounceCheck {
  private static final String NAME = "bounces";

  private BounceCheck() {}

  static Finding examine(BounceSource source) {
    try {
      source.probe();
      return Finding.ok(NAME, "can be read");
    } catch (BounceSource.Trouble e) {
      return Finding.fail(NAME, String.valueOf(e.getMessage()));
    }
  }
}
