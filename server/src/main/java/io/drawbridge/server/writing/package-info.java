/**
 * What people write and have not sent. Its rooms are {@code draft} (what somebody has begun) and
 * {@code schedule} (what is sent later, under the right that its author has then). Entry point is
 * {@code WritingCommands}.
 */
@NullMarked
package io.drawbridge.server.writing;

import org.jspecify.annotations.NullMarked;
