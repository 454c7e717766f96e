/**
 * The accounts and what proves them: passwords, tokens, devices, one-time secrets. The rooms of
 * sessions and one-time links stand on it.
 */
@NullMarked
package io.drawbridge.server.account.credential;

import org.jspecify.annotations.NullMarked;
