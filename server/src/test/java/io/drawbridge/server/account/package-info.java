/** Tests of accounts, sessions and tokens. */
@NullMarked
package io.drawbridge.server.account;

import org.jspecify.annotations.NullMarked;
