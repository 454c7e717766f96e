/** Tests of the doctor. */
@NullMarked
package io.drawbridge.server.doctor;

import org.jspecify.annotations.NullMarked;
