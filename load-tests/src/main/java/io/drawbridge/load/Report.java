package io.drawbridge.load;

/** Where a run's figures go: standard output. */
final class Report {
  private Report() {}

  @SuppressWarnings("SystemOut") // the report is what the command is for
  static void print(String text) {
    System.out.println(text);
  }
}
