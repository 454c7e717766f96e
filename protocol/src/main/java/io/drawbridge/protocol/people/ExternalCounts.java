package io.drawbridge.protocol.people;

/**
 * The externals of a workspace in numbers, for its admins; who is invited counts, and so does who
 * is suspended.
 *
 * @param single those of one conversation
 * @param multi those of several
 * @param all both
 * @param members the people who are members of the workspace
 */
public record ExternalCounts(QuotaUse single, QuotaUse multi, QuotaUse all, int members) {}
