/**
 * The policies on the wire: the questions that a workspace, and more strictly a conversation,
 * answers for itself. They stand on the values that describe a conversation; commands and results
 * carry them.
 */
@NullMarked
package io.drawbridge.protocol.policy;

import org.jspecify.annotations.NullMarked;
