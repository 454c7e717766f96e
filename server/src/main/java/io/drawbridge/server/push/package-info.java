/**
 * Pushes to devices whose person is not there: which ones ({@code device}), planned with the
 * notices and called back after a removal ({@code plan}), made and sent as an exit ({@code send}),
 * to browsers by Web Push ({@code web}). Entry point is {@code PushCommands}.
 */
@NullMarked
package io.drawbridge.server.push;

import org.jspecify.annotations.NullMarked;
