/** Tests of reports to those who moderate. */
@NullMarked
package io.drawbridge.server.report;

import org.jspecify.annotations.NullMarked;
