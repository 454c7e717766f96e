package io.drawbridge.server;

/** The entry point of the server process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("drawbridge: the server is not built yet");
  }
}
