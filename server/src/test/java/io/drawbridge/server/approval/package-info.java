@NullMarked
package io.drawbridge.server.approval;

import org.jspecify.annotations.NullMarked;
