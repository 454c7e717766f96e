package io.drawbridge.server.access.rules;

/**
 * The externals of a workspace, counted by class, and its members.
 *
 * @param single who are in one conversation, or invited to it
 * @param multi who are in several, or invited to some besides
 * @param members people with a seat; bots are none
 */
public record ExternalCount(int single, int multi, int members) {
  int all() {
    return single + multi;
  }

  /** The same, as if an external who has this many places had one more. */
  public ExternalCount withOneMore(int places) {
    return switch (places) {
      case 0 -> new ExternalCount(single + 1, multi, members);
      case 1 -> new ExternalCount(single - 1, multi + 1, members);
      default -> this;
    };
  }
}
