/**
 * Search over the messages of all one's conversations, and their names (GLUE-20). The index stands
 * beside each text and is written with it; a reader's floor joins every statement. {@code
 * SearchCommands} is the entry point. Not imported by other features.
 */
@NullMarked
package io.drawbridge.server.search;

import org.jspecify.annotations.NullMarked;
