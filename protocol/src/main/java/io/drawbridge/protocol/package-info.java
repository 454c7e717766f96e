/**
 * The wire protocol: what clients and servers say to each other, as records. Start reading at
 * {@link io.drawbridge.protocol.command.Command} and {@link
 * io.drawbridge.protocol.frame.ServerFrame}; {@link io.drawbridge.protocol.codec.FrameCodec} turns
 * both into JSON and back. Everybody may import this module; it imports nothing of the project.
 */
@NullMarked
package io.drawbridge.protocol;

import org.jspecify.annotations.NullMarked;
