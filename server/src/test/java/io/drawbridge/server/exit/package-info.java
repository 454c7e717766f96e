@NullMarked
package io.drawbridge.server.exit;

import org.jspecify.annotations.NullMarked;
