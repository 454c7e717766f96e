package io.drawbridge.server.export;

/** The sections of an export, in their order. */
enum Section {
  WORKSPACE,
  PEOPLE,
  CONVERSATIONS,
  MEMBERSHIPS,
  MESSAGES,
  FILES,
  END;

  static Section first() {
    return WORKSPACE;
  }

  Section next() {
    return values()[ordinal() + 1];
  }
}
