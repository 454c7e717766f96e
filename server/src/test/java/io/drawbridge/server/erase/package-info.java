@NullMarked
package io.drawbridge.server.erase;

import org.jspecify.annotations.NullMarked;
