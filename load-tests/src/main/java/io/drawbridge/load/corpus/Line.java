package io.drawbridge.load.corpus;

/**
 * One message of the corpus: who said what in which thread. {@code index} orders the whole file.
 */
public record Line(int index, String nick, String text) {}
