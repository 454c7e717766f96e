@NullMarked
package io.drawbridge.server.exit.surface;

import org.jspecify.annotations.NullMarked;
