package io.drawbridge.load;

/** Prints a run's figures to standard output. */
final class Report {
  private Report() {}

  @SuppressWarnings("SystemOut") // the report is what the command is for
  static void print(String text) {
    System.out.println(text);
  }
}
