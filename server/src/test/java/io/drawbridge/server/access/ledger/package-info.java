@NullMarked
package io.drawbridge.server.access.ledger;

import org.jspecify.annotations.NullMarked;
