/**
 * Claim codes, by which people come in who have no address (D14, G-24, TS-34). {@code CodeCommands}
 * is the entry; what a code is worth, {@code invite} decides as of every invitation.
 */
@NullMarked
package io.drawbridge.server.invite.code;

import org.jspecify.annotations.NullMarked;
