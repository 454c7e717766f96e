package io.drawbridge.server.notify.rule;

/**
 * The ways in which one event concerns one person.
 *
 * @param own they wrote or did it themselves
 * @param seen it lies above their floor, by somebody whom they see there
 * @param read they have read the conversation up to there already
 * @param named the message mentions them
 * @param addressed a link of their own leads them to the conversation, not only a group
 * @param keyword the message bears one of their keywords
 * @param subject what happened is about them: their file, one they follow, their addition
 */
public record Touch(
    boolean own,
    boolean seen,
    boolean read,
    boolean named,
    boolean addressed,
    boolean keyword,
    boolean subject) {}
