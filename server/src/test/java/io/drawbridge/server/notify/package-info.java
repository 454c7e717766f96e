@NullMarked
package io.drawbridge.server.notify;

import org.jspecify.annotations.NullMarked;
