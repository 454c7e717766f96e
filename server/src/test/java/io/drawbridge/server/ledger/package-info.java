@NullMarked
package io.drawbridge.server.ledger;

import org.jspecify.annotations.NullMarked;
