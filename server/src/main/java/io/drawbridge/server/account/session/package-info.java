/**
 * The sessions of an account: opened, refreshed, listed and ended, with the register that tells
 * whether a session still lives.
 */
@NullMarked
package io.drawbridge.server.account.session;

import org.jspecify.annotations.NullMarked;
