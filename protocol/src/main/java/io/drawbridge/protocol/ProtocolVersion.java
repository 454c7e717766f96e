package io.drawbridge.protocol;

/**
 * The version of the protocol that this module speaks.
 *
 * <p>A version grows when an old client would misunderstand a frame. New events, new fields of
 * results and new commands do not: clients ignore what they do not know.
 */
public final class ProtocolVersion {

  /** The version in {@code hello} and in the path of HTTP requests ({@code /v1/}). */
  public static final int CURRENT = 1;

  private ProtocolVersion() {}
}
