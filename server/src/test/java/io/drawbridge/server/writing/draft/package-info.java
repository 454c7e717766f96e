@NullMarked
package io.drawbridge.server.writing.draft;

import org.jspecify.annotations.NullMarked;
