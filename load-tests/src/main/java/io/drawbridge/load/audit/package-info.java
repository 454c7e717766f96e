/**
 * Proves what each person received. The {@link io.drawbridge.load.audit.Auditor} hears what was
 * sent, added, removed and received, and imports nothing of the server or the client: a fault they
 * share cannot hide here.
 */
@NullMarked
package io.drawbridge.load.audit;

import org.jspecify.annotations.NullMarked;
