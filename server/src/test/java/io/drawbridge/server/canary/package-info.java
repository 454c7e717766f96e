@NullMarked
package io.drawbridge.server.canary;

import org.jspecify.annotations.NullMarked;
