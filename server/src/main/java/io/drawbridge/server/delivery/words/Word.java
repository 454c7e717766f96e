package io.drawbridge.server.delivery.words;

/**
 * A word of a text.
 *
 * @param term the word in the one form in which words are compared
 * @param from its first UTF-16 unit in the text
 * @param to the one after its last
 * @param piece it is one of the overlapping pieces of a run that is written without spaces
 */
public record Word(String term, int from, int to, boolean piece) {}
