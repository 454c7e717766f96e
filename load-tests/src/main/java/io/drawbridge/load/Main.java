package io.drawbridge.load;

/** The entry point of the load driver. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("drawbridge load: not built yet");
  }
}
