package io.drawbridge.protocol.people;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.InvitationId;
import java.util.Optional;

/**
 * The result of one row of a list of addresses.
 *
 * @param state what came of it
 * @param invitation the invitation that is open now
 * @param row the first row with the same address, counted from 1; told of a duplicate
 * @param code why it was refused
 * @param reason the same in words
 */
public record AddedRow(
    AddedState state,
    Optional<InvitationId> invitation,
    Optional<Integer> row,
    Optional<ErrorCode> code,
    Optional<String> reason) {

  /** The row has this open invitation. */
  public static AddedRow invited(AddedState state, InvitationId invitation) {
    return new AddedRow(
        state, Optional.of(invitation), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The owner of the address is there. */
  public static AddedRow here() {
    return new AddedRow(
        AddedState.ALREADY_HERE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The address stands in an earlier row, counted from 1. */
  public static AddedRow duplicate(int row) {
    return new AddedRow(
        AddedState.DUPLICATE,
        Optional.empty(),
        Optional.of(row),
        Optional.empty(),
        Optional.empty());
  }

  /** Nothing came of the row. */
  public static AddedRow refused(ErrorCode code, String reason) {
    return new AddedRow(
        AddedState.REFUSED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(code),
        Optional.of(reason));
  }
}
