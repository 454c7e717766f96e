/**
 * Accounts, credentials, sessions and the one-time links of mails. Entry points are the use cases
 * ({@code SignIn}, {@code RedeemLink} ...), {@code SessionRegister}, which proves who sends a
 * token, and {@code Accounts} for other features. Imported by {@code invite}, {@code workspace},
 * {@code bot} and the composition root.
 */
@NullMarked
package io.drawbridge.server.account;

import org.jspecify.annotations.NullMarked;
