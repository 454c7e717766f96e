/** The pictures on people's cards (HCL-21): set by them alone, seen by who sees the card. */
@NullMarked
package io.drawbridge.server.people.portrait;

import org.jspecify.annotations.NullMarked;
