/**
 * The frames: commands with their results, events and the records they share, one file a feature.
 * Entry points are {@link io.drawbridge.protocol.frame.ClientFrame} and {@link
 * io.drawbridge.protocol.frame.ServerFrame}. The constructors of commands refuse what is out of
 * bounds, so that a command that exists is well formed. Everybody may import this package.
 */
@NullMarked
package io.drawbridge.protocol.frame;

import org.jspecify.annotations.NullMarked;
