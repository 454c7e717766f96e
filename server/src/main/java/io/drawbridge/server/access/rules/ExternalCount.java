package io.drawbridge.server.access.rules;

/**
 * The externals of a workspace, counted by class, and its members.
 *
 * @param none guests who are in no conversation, and who are invited as such
 * @param single who are in one conversation, or invited to it
 * @param multi who are in several, or invited to some besides
 * @param members people with a seat; bots are none
 */
public record ExternalCount(int none, int single, int multi, int members) {
  /** Those of a workspace without guests. */
  public ExternalCount(int single, int multi, int members) {
    this(0, single, multi, members);
  }

  int all() {
    return none + single + multi;
  }

  /** The same, as if an external who has this many places had one more. */
  public ExternalCount withOneMore(int places) {
    return switch (places) {
      case 0 -> new ExternalCount(none, single + 1, multi, members);
      case 1 -> new ExternalCount(none, single - 1, multi + 1, members);
      default -> this;
    };
  }
}
