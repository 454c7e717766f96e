/**
 * Exports of a workspace and of one's own account, part by part: lines of JSON, each part decided
 * by the right of its moment and judged as it leaves. {@code ExportCommands} is the entry point.
 * Not imported by other features.
 */
@NullMarked
package io.drawbridge.server.export;

import org.jspecify.annotations.NullMarked;
