@NullMarked
package io.drawbridge.server.background;

import org.jspecify.annotations.NullMarked;
