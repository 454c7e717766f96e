/**
 * JSON in and out: {@link io.drawbridge.protocol.codec.FrameCodec} holds the only object mapper of
 * the project. Everybody may import this package; nobody else configures a JSON library.
 */
@NullMarked
package io.drawbridge.protocol.codec;

import org.jspecify.annotations.NullMarked;
