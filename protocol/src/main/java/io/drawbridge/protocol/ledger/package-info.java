/** What the visibility ledger answers: who could see a message, and what somebody could see. */
@NullMarked
package io.drawbridge.protocol.ledger;

import org.jspecify.annotations.NullMarked;
