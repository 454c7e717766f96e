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
}
