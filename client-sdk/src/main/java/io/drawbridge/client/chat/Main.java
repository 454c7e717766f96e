package io.drawbridge.client.chat;

/** The entry point of the terminal client. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("drawbridge chat: not built yet");
  }
}
