package io.drawbridge.server.edge.intake;

import io.drawbridge.server.session.outbox.MemoryBudget;

/**
 * The plan, and the budgets made by it.
 *
 * @param plan who gets how much
 * @param input unfinished input of those with a token
 * @param commands commands under way over WebSockets
 * @param outgoing what waits to be sent to those with a token
 */
public record Memory(
    MemoryPlan plan, MemoryBudget input, MemoryBudget commands, MemoryBudget outgoing) {
  /** Makes the budgets. */
  public static Memory of(MemoryPlan plan) {
    return new Memory(
        plan,
        new MemoryBudget(plan.inputBytes() - plan.strangerBytes()),
        new MemoryBudget(plan.commandBytes()),
        new MemoryBudget(plan.outgoingBytes()));
  }
}
