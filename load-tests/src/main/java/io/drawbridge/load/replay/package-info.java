/**
 * The replay of real conversations: newcomers are added by mail, speak, and are removed while the
 * thread continues; the auditor proves what everybody received. Entry point: {@link
 * io.drawbridge.load.replay.Replay}.
 */
@NullMarked
package io.drawbridge.load.replay;

import org.jspecify.annotations.NullMarked;
