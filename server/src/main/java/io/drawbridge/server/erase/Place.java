package io.drawbridge.server.erase;

import io.drawbridge.server.access.link.DomainId;

/**
 * A domain that keeps something of a person.
 *
 * @param own nobody but they are in it
 */
record Place(DomainId domain, boolean own) {}
