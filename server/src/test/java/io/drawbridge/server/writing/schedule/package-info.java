@NullMarked
package io.drawbridge.server.writing.schedule;

import org.jspecify.annotations.NullMarked;
