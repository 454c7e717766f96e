/**
 * The backup of everything a server keeps: {@code MakeBackup} writes one archive while the server
 * runs, {@code RestoreBackup} fills an empty database and folder from it. Stands on {@code db.copy}
 * and the storage of files; imported by the commands of {@code app}.
 */
@NullMarked
package io.drawbridge.server.backup;

import org.jspecify.annotations.NullMarked;
