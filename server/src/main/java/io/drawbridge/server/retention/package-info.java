/**
 * Content that goes for good: conversations that people delete ({@code DeleteConversation}), and
 * what is older than the policies keep it ({@code ForgetOld}). Besides the assembly, the program
 * imports {@code Scrub}.
 */
@NullMarked
package io.drawbridge.server.retention;

import org.jspecify.annotations.NullMarked;
