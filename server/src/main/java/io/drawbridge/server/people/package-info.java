/**
 * Contacts: the people one shares a conversation or a workspace with, and nobody else. {@code
 * Contacts} decides who may be added or written to; {@code FindPeople} is the type-ahead, {@code
 * ShowPerson} the card of one.
 */
@NullMarked
package io.drawbridge.server.people;

import org.jspecify.annotations.NullMarked;
