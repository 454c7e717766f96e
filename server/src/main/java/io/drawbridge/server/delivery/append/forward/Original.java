package io.drawbridge.server.delivery.append.forward;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.delivery.log.Origin;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that is passed on, as it is under the locks, and who would read it then.
 *
 * @param name by which its author shows where it is passed on to
 * @param same it says what was read of it
 * @param outside somebody from outside would read it
 * @param told its new author is told who comes to where it is passed on to
 */
public record Original(
    AccountId author, String name, Instant sentAt, boolean same, boolean outside, boolean told) {

  /**
   * Returns what is told of it with the new message.
   *
   * @throws Failure {@code conflict} if it says something else by now; {@code not_allowed} or
   *     {@code audience_changed} by the policy
   */
  public Origin passed(Forward forward) {
    if (!same) {
      throw Failure.of(
          ErrorCode.CONFLICT, "pos: a message that was edited just now (expected: try again)");
    }
    SightRules.passOn(forward.policy(), outside, told && !forward.confirmed()).require();
    return new Origin(forward.begins(), author, Optional.of(name), sentAt);
  }
}
