/** Tests of the backup and of its restore. */
@NullMarked
package io.drawbridge.server.backup;

import org.jspecify.annotations.NullMarked;
