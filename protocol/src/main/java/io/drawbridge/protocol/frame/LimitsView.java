package io.drawbridge.protocol.frame;

import io.drawbridge.protocol.Limits;

/**
 * The limits that a client should know before it sends; {@link Limits} says what each one means.
 *
 * @param frameBytesMax one frame from a client
 * @param textBytesMax the text of a message
 * @param nameCharsMax a name
 * @param subjectCharsMax the subject of a thread
 * @param noteCharsMax the note in an invitation
 * @param peoplePerRequestMax people named by one command
 * @param groupsPerThreadMax groups that one thread is addressed to
 * @param dmPeopleMax other people in a DM
 * @param cursorsMax cursors of one resume
 * @param historyPageMax messages of one page
 * @param listPageMax entries of one page
 * @param presenceSubscriptionsMax people whose presence is followed
 * @param inFlightPerConnectionMax commands that wait for their answer
 * @param commandsPerSecond commands a second, lasting
 * @param commandsBurst commands at once
 */
public record LimitsView(
    int frameBytesMax,
    int textBytesMax,
    int nameCharsMax,
    int subjectCharsMax,
    int noteCharsMax,
    int peoplePerRequestMax,
    int groupsPerThreadMax,
    int dmPeopleMax,
    int cursorsMax,
    int historyPageMax,
    int listPageMax,
    int presenceSubscriptionsMax,
    int inFlightPerConnectionMax,
    int commandsPerSecond,
    int commandsBurst) {

  /** The limits of this version. */
  public static LimitsView current() {
    return new LimitsView(
        Limits.FRAME_BYTES_MAX,
        Limits.TEXT_BYTES_MAX,
        Limits.NAME_CHARS_MAX,
        Limits.SUBJECT_CHARS_MAX,
        Limits.NOTE_CHARS_MAX,
        Limits.PEOPLE_PER_REQUEST_MAX,
        Limits.GROUPS_PER_THREAD_MAX,
        Limits.DM_PEOPLE_MAX,
        Limits.CURSORS_MAX,
        Limits.HISTORY_PAGE_MAX,
        Limits.LIST_PAGE_MAX,
        Limits.PRESENCE_SUBSCRIPTIONS_MAX,
        Limits.IN_FLIGHT_PER_CONNECTION_MAX,
        Limits.COMMANDS_PER_SECOND,
        Limits.COMMANDS_BURST);
  }
}
