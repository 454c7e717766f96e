package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.ratelimit.Rate;

/**
 * The rates at which commands may come.
 *
 * @param session commands of one session, over all its connections and requests
 * @param account commands of one account, over all its sessions
 * @param open commands without a token from one address: signing in, links, set-up
 * @param mailed {@code account.request_link} from one address, since each sends a mail
 * @param badFrames frames of one connection that cannot be read; more closes it
 * @param refused commands of one connection that came too fast; more closes it
 */
public record CommandRates(
    Rate session, Rate account, Rate open, Rate mailed, Rate badFrames, Rate refused) {
  private static final int SESSIONS_AT_FULL_RATE = 4;
  private static final int REFUSED_TIMES = 10;

  /** The rates that the protocol promises, strict where a token is not needed. */
  public static final CommandRates DEFAULT =
      of(Rate.perSecond(Limits.COMMANDS_PER_SECOND, Limits.COMMANDS_BURST), Rate.perMinute(30, 30));

  /** Rates that follow from those of a session and of an address without a token. */
  public static CommandRates of(Rate session, Rate open) {
    return new CommandRates(
        session,
        session.times(SESSIONS_AT_FULL_RATE),
        open,
        new Rate(Math.max(1, open.burst() / 3), open.interval().multipliedBy(3)),
        Rate.perMinute(12, 20),
        session.times(REFUSED_TIMES));
  }
}
