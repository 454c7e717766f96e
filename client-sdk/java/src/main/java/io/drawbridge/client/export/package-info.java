/** Exports of workspaces, and of what is one's own, into files. */
@NullMarked
package io.drawbridge.client.export;

import org.jspecify.annotations.NullMarked;
