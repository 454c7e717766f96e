/**
 * Reports of messages to those who moderate: who manages the conversation, and who runs its
 * workspace. {@code ReportCommands} is the entry point. Not imported by other features.
 */
@NullMarked
package io.drawbridge.server.report;

import org.jspecify.annotations.NullMarked;
